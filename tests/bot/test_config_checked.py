"""What is asked for only where it is needed: the token, the webhook; and neither is ever shown."""

import pytest

from bot.config import ConfigError, load
from bot.playground.server import TOKEN
from tests.bot.keys import OTHERWISE, OURS, REAL, variable


@pytest.mark.parametrize("token", [REAL, TOKEN])
def test_a_token_is_handed_out_when_asked_for(token: str) -> None:
    config = load(OURS, {"PASSAPAROLA_TOKEN": token})
    assert config.checked_token() == token
    assert token not in repr(config)


@pytest.mark.parametrize("environ", [{}, {"PASSAPAROLA_TOKEN": ""}])
def test_a_missing_token_is_missed_only_when_asked_for(environ: dict[str, str]) -> None:
    config = load(OURS, environ)
    with pytest.raises(ConfigError) as caught:
        config.checked_token()
    assert (
        str(caught.value)
        == "token is missing: set PASSAPAROLA_TOKEN to the bot's token as @BotFather gave it"
    )


@pytest.mark.parametrize("token", [REAL[:30], f"bot{REAL}", f"{REAL}\n", f" {REAL}", REAL.replace(":", "")])
def test_a_malformed_token_is_refused_without_being_said(token: str) -> None:
    config = load(OURS, {"PASSAPAROLA_TOKEN": token})
    with pytest.raises(ConfigError) as caught:
        config.checked_token()
    assert str(caught.value) == "token must be the bot's token as @BotFather gave it, digits:letters"


@pytest.mark.parametrize("key", [key for key in OTHERWISE if key != "token"])
@pytest.mark.parametrize("value", [REAL, f'["{REAL}"]', f'{{"{REAL}": 1}}', f"{'x' * 30}{REAL}"])
def test_a_token_at_the_wrong_place_is_never_said(key: str, value: str) -> None:
    sentence = ""
    try:
        load(OURS, {variable(key): value})
    except ConfigError as error:
        sentence = str(error)
    assert "AAHdq" not in sentence


SECRET = {"PASSAPAROLA_WEBHOOK__SECRET": "0123456789abcdef"}
AT = "PASSAPAROLA_WEBHOOK__URL"
NO_SECRET = (
    "webhook.secret is missing: set PASSAPAROLA_WEBHOOK__SECRET, the same for every receiver,"
    " to 16 to 256 of A-Z, a-z, 0-9, _ and -"
)
NOT_THERE = (
    "webhook.url must begin with https:// and name no port, or 443, 80, 88 or 8443:"
    " Telegram brings updates to no other"
)


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        (SECRET, "webhook.url is missing: the address at which Telegram reaches this computer"),
        ({AT: "https://bot.example.org/in"}, NO_SECRET),
        ({AT: "http://bot.example.org/in", **SECRET}, NOT_THERE),
        ({AT: "https://bot.example.org:8080/in", **SECRET}, NOT_THERE),
    ],
)
def test_a_webhook_that_cannot_work_is_refused_only_when_asked_for(
    environ: dict[str, str], sentence: str
) -> None:
    config = load(OURS, {"PASSAPAROLA_TELEGRAM__INTAKE": "webhook", **environ})
    with pytest.raises(ConfigError) as caught:
        config.checked_webhook()
    assert str(caught.value) == sentence


@pytest.mark.parametrize("url", ["https://bot.example.org", "https://bot.example.org:8443/in"])
def test_a_webhook_that_can_work_is_handed_out_and_its_secret_not_shown(url: str) -> None:
    config = load(OURS, {AT: url, **SECRET})
    assert config.checked_webhook().url == url
    assert "0123456789abcdef" not in repr(config)


def test_a_bot_api_server_of_ones_own_may_bring_updates_anywhere() -> None:
    own = {"PASSAPAROLA_TELEGRAM__API_BASE": "http://127.0.0.1:8081", AT: "http://127.0.0.1:8080/in"}
    assert load(OURS, {**own, **SECRET}).checked_webhook().port == 8080
