"""A poster as somebody sees it on the wall: read back by a camera's eye, and by its text."""

import pypdfium2
import zxingcpp

Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points from the lower left corner."""


class Printed:
    """A page of a PDF, rendered. Raises AssertionError if there is more than one."""

    def __init__(self, content: bytes, dots_per_inch: int = 100) -> None:
        pdf = pypdfium2.PdfDocument(content)
        assert len(pdf) == 1
        self.metadata = {key: value for key, value in pdf.get_metadata_dict().items() if value}
        self.width, self.height = pdf[0].get_size()
        self.scale = dots_per_inch / 72
        self.image = pdf[0].render(scale=self.scale).to_pil()
        page = pdf[0].get_textpage()
        self.text: str = page.get_text_range()
        self.boxes: list[Box] = [page.get_rect(number) for number in range(page.count_rects())]
        page.close()
        pdf.close()

    @property
    def codes(self) -> list[str]:
        """What a camera reads."""
        return [found.text for found in zxingcpp.read_barcodes(self.image)]

    @property
    def code_box(self) -> Box:
        """Where the one picture with a code is."""
        (found,) = zxingcpp.read_barcodes(self.image)
        corners = found.position.top_left, found.position.bottom_right
        (left, top), (right, bottom) = ((corner.x / self.scale, corner.y / self.scale) for corner in corners)
        return left, self.height - bottom, right, self.height - top

    def overlaps(self) -> list[tuple[Box, Box]]:
        """Texts that lie on each other, or on the picture."""
        found = []
        boxes = [*self.boxes, self.code_box]
        for number, one in enumerate(boxes):
            found += [(one, other) for other in boxes[:number] if _shared(one, other) > 0.2]
        return found

    def outside(self, margin: float) -> list[Box]:
        """Texts that come nearer to the edge of the paper than this."""
        left, bottom, right, top = margin, margin, self.width - margin, self.height - margin
        return [b for b in self.boxes if b[0] < left or b[1] < bottom or b[2] > right or b[3] > top]

    def ink(self, from_top: float, to_top: float) -> Box:
        """What is written between two heights, in points from the top, all of it together."""
        high, low = self.height - from_top, self.height - to_top
        boxes = [box for box in self.boxes if low < box[1] and box[3] < high]
        lefts, bottoms, rights, tops = zip(*boxes, strict=True)
        return min(lefts), min(bottoms), max(rights), max(tops)

    def inked(self, from_top: float, to_top: float) -> tuple[float, float]:
        """Where the ink between two heights begins and ends, left and right, as it is seen."""
        high, low = round(from_top * self.scale), round(to_top * self.scale)
        part = self.image.crop((0, high, self.image.width, low)).convert("L")
        box = part.point(lambda light: 255 if light < 128 else 0).getbbox()
        assert box is not None
        return box[0] / self.scale, box[2] / self.scale

    def gaps(self, box: Box) -> int:
        """How often there is no ink between the ink of a box, from left to right."""
        left, bottom, right, top = box
        edges = (left, self.height - top, right, self.height - bottom)
        part = self.image.crop(tuple(round(edge * self.scale) for edge in edges)).convert("L")
        inked: list[bool] = [
            min(part.crop((x, 0, x + 1, part.height)).tobytes()) < 128 for x in range(part.width)
        ]
        return sum(now and not before for before, now in zip([False, *inked], inked, strict=False)) - 1


def _shared(one: Box, other: Box) -> float:
    """How much of the smaller one is in both."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    if wide <= 0 or high <= 0:
        return 0.0
    return wide * high / min((b[2] - b[0]) * (b[3] - b[1]) for b in (one, other))
