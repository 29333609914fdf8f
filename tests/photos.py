"""Pictures with enough in them to be told apart, as photos of a site are; the same for the same seed."""

import random

from PIL import Image, ImageDraw

SIZE = (800, 600)


def scene(seed: int, size: tuple[int, int] = SIZE) -> Image.Image:
    """A room of boxes, pipes and vessels."""
    rng, (width, height) = random.Random(seed), size
    wall = [rng.randrange(90, 220) for _part in range(3)]
    image = Image.new("RGB", size, tuple(wall))
    draw = ImageDraw.Draw(image)
    floor = tuple(int(part * 0.6) for part in wall)
    draw.rectangle((0, height * rng.uniform(0.35, 0.7), width, height), fill=floor)
    for _thing in range(rng.randrange(12, 26)):
        left, top = rng.randrange(-50, width), rng.randrange(-50, height)
        box = (left, top, left + rng.randrange(30, 260), top + rng.randrange(30, 240))
        colour = tuple(rng.randrange(20, 240) for _part in range(3))
        rng.choice((draw.rectangle, draw.rectangle, draw.ellipse))(box, fill=colour)
    return image
