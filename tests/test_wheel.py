"""What is installed is all there: the wheel works from another directory, without the checkout."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Installed:
    """The wheel, and a Python where it is installed beside its requirements."""

    wheel: Path
    environment: Path

    def run(self, *words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment in `cwd`, with nothing of ours in its surroundings."""
        own = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PYTHON", "PASSAPAROLA"))
        }
        return subprocess.run(
            [self.environment / "bin" / words[0], *words[1:]],
            cwd=cwd,
            env=own,
            capture_output=True,
            text=True,
            timeout=120,
        )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel, built with the pinned builder and installed without the network."""
    place = tmp_path_factory.mktemp("wheel")
    run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(place), str(CHECKOUT)])
    (wheel,) = place.glob("passaparola-*.whl")
    environment = place / "environment"
    venv.create(environment, with_pip=False)
    python = environment / "bin" / "python"
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--quiet",
        "--no-index",
        "--no-deps",
    ]
    run([*pip, str(wheel)])
    # The requirements are lent by the environment the tests run in. A line in a .pth file adds its
    # directory but obeys no .pth file inside, so the editable checkout is not lent along.
    (site,) = environment.glob("lib/python3*/site-packages")
    lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (site / "lent.pth").write_text("".join(f"{directory}\n" for directory in sorted(lent)))
    return Installed(wheel, environment)


def run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "pattern",
    [
        "bot/**/*.py",
        "dialogs/**/*.py",
        "storage/**/*.py",
        "storage/migrations/**/*.*",
        "locales/*/LC_MESSAGES/passaparola.po",
        "bot/playground/page/**/*.*",
    ],
)
def test_the_wheel_carries_every_file_of_the_checkout(installed: Installed, pattern: str) -> None:
    ours = {
        str(file.relative_to(CHECKOUT))
        for file in CHECKOUT.glob(pattern)
        if file.is_file() and "__pycache__" not in file.parts
    }
    with zipfile.ZipFile(installed.wheel) as wheel:
        carried = set(wheel.namelist())
    assert ours, f"the checkout itself has no {pattern}"
    assert ours - carried == set()


def test_the_wheel_carries_nothing_but_the_program(installed: Installed) -> None:
    with zipfile.ZipFile(installed.wheel) as wheel:
        tops = {name.split("/")[0] for name in wheel.namelist()}
    assert tops == {"bot", "dialogs", "storage", "locales", "passaparola-0.1.0.dist-info"}


def test_the_installed_program_is_the_wheels_and_not_the_checkouts(
    installed: Installed, tmp_path: Path
) -> None:
    asks = "import bot, dialogs, storage; print(*[p.__file__ for p in (bot, dialogs, storage)], sep='\\n')"
    found = installed.run("python", "-c", asks, cwd=tmp_path).stdout.split()
    assert [Path(file).is_relative_to(installed.environment) for file in found] == [True, True, True]


def test_the_installed_program_finds_itself_in_order(installed: Installed, tmp_path: Path) -> None:
    done = installed.run("passaparola", "check", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    for language in sorted(path.name for path in (CHECKOUT / "locales").iterdir() if path.is_dir()):
        assert language in done.stdout
