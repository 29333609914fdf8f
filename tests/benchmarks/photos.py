"""How well a photo used before is found: python -m tests.benchmarks.photos [PHOTOS].

Photos are drawn (walls, floors, things, noise as of a phone), altered as people alter them, and held
against each other by the prints of core/likeness.py. Prints a table for docs/evidence.md.
"""

import io
import math
import os
import sys
import time
from itertools import combinations

import django
import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
django.setup()

from core.likeness import ALIKE_TO, prints_of  # noqa: E402

WIDTH, HEIGHT = 800, 600


def main(number: int) -> None:
    photos = [as_jpeg(scene(seed)) for seed in range(number)]
    began = time.process_time()
    prints = [prints_of(photo) for photo in photos]
    per_photo = 1000 * (time.process_time() - began) / number
    apart = [distance(*pair) for pair in combinations(prints, 2)]
    print(f"{number} photos, {len(apart)} pairs of different ones, {per_photo:.1f} ms a photo")
    print(
        f"taken for the same: {sum(bits <= ALIKE_TO for bits in apart)}, nearest {min(apart)} bits"
    )
    print("\n| altered | found |\n|---|---|")
    for name, alter in ALTERED.items():
        found = [
            distance(known, prints_of(as_jpeg(alter(photo), 80))) <= ALIKE_TO
            for known, photo in zip(prints, photos, strict=True)
        ]
        print(f"| {name} | {100 * sum(found) / number:.0f} % |", flush=True)


def distance(one: list[int], other: list[int]) -> int:
    """As the register of prints is asked: a whole against all parts of the other."""
    return min(
        *((one[0] ^ part).bit_count() for part in other),
        *((part ^ other[0]).bit_count() for part in one),
    )


def scene(seed: int) -> Image.Image:
    """A wall and a floor with things before them, light from one side, and a phone's noise."""
    rng = np.random.default_rng(seed)
    wall, horizon = rng.integers(90, 220, 3), int(HEIGHT * rng.uniform(0.35, 0.7))
    ground = np.empty((HEIGHT, WIDTH, 3))
    ground[:horizon], ground[horizon:] = wall, wall * rng.uniform(0.4, 0.8)
    image = Image.fromarray(ground.astype("uint8"))
    for _thing in range(int(rng.integers(8, 26))):
        _thing_drawn(rng, ImageDraw.Draw(image), wall)
    light = np.asarray(image).astype(float)
    light += _cloud(rng)[..., None] * rng.uniform(14, 30)
    light += (np.linspace(-1, 1, WIDTH) * rng.uniform(-40, 40))[None, :, None]
    light += (np.linspace(-1, 1, HEIGHT) * rng.uniform(-40, 40))[:, None, None]
    light += rng.normal(0, 4, light.shape)
    seen = Image.fromarray(light.clip(0, 255).astype("uint8"))
    return seen.filter(ImageFilter.GaussianBlur(0.7))


def _thing_drawn(rng, draw: ImageDraw.ImageDraw, wall) -> None:
    left, middle = int(rng.integers(-50, WIDTH)), int(rng.integers(0, HEIGHT))
    wide, high = int(rng.integers(30, 260)), int(rng.integers(20, 240))
    colour = tuple(int(value) for value in rng.integers(20, 240, 3) * 0.7 + wall * 0.3)
    box = (left, middle - high // 2, left + wide, middle + high // 2)
    shape = rng.integers(0, 4)
    if shape < 2:
        draw.rectangle(box, fill=colour)
    elif shape == 2:
        draw.ellipse(box, fill=colour)
    else:
        end = (left + 2 * wide, middle + int(rng.integers(-200, 200)))
        draw.line(((left, middle), end), fill=colour, width=int(rng.integers(3, 20)))


def _cloud(rng) -> np.ndarray:
    """Stains and shades of all sizes."""
    cloud = np.zeros((HEIGHT, WIDTH))
    for octave in range(1, 7):
        cells = rng.standard_normal((2**octave + 1,) * 2).astype("float32")
        shade = Image.fromarray(cells).resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
        cloud += np.asarray(shade) / 2 ** (0.9 * octave)
    return cloud


def as_jpeg(image: Image.Image, quality: int = 85) -> Image.Image:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality)
    return Image.open(file).convert("RGB")


def cut(image: Image.Image, share: float, left: float = 0.5, top: float = 0.5) -> Image.Image:
    wide, high = image.width * (1 - share), image.height * (1 - share)
    x, y = (image.width - wide) * left, (image.height - high) * top
    return image.crop((int(x), int(y), int(x + wide), int(y + high)))


def turned(image: Image.Image, degrees: float) -> Image.Image:
    """Turned a little, and cut so that no corner is empty."""
    angle, ratio = math.radians(degrees), image.width / image.height
    share = 1 - 1 / (math.cos(angle) + max(ratio, 1 / ratio) * math.sin(angle))
    return cut(image.rotate(degrees, Image.Resampling.BICUBIC), share)


def stamped(image: Image.Image) -> Image.Image:
    """With a strip of text such as camera apps put on."""
    image, high = image.copy(), image.height
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, int(high * 0.86), int(image.width * 0.55), high), fill=(20, 20, 20))
    for line in range(3):
        top = high * (0.885 + 0.035 * line)
        right = int(image.width * (0.3 + 0.05 * line))
        draw.rectangle((20, int(top), right, int(top + high * 0.02)), fill=(240, 240, 240))
    return image


ALTERED = {
    "compressed again (quality 30)": lambda image: as_jpeg(image, 30),
    "a quarter of the size": lambda image: image.resize((image.width // 4, image.height // 4)),
    "brighter by 40 %": lambda image: ImageEnhance.Brightness(image).enhance(1.4),
    "darker by 40 %": lambda image: ImageEnhance.Brightness(image).enhance(0.6),
    "more contrast": lambda image: ImageEnhance.Contrast(image).enhance(1.5),
    "grey": lambda image: ImageOps.grayscale(image).convert("RGB"),
    "a strip of text": stamped,
    "cut by 5 %": lambda image: cut(image, 0.05),
    "cut by 10 %": lambda image: cut(image, 0.1),
    "cut by 20 %": lambda image: cut(image, 0.2),
    "cut by 10 % at a corner": lambda image: cut(image, 0.1, 0, 1),
    "cut by 15 % at a corner": lambda image: cut(image, 0.15, 1, 0),
    "turned by 1°": lambda image: turned(image, 1),
    "turned by 2°": lambda image: turned(image, 2),
    "turned by 3°": lambda image: turned(image, 3),
    "turned by 5°": lambda image: turned(image, 5),
    "mirrored": ImageOps.mirror,
    "turned by 90°": lambda image: image.rotate(90, expand=True),
    "cut, brighter, smaller, compressed": lambda image: as_jpeg(
        ImageEnhance.Brightness(cut(image, 0.05)).enhance(1.2).resize((640, 480)), 50
    ),
}


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
