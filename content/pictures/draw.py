#!/usr/bin/env python3
"""Draws the pictures of the photo-stories: `python3 content/pictures/draw.py`.

One SVG per scene (`<module>/<scene id>.svg`) and one per end card (`<module>/end.svg`). What a scene
shows is what its `alt` text in `content/modules/<module>/story.toml` says. The files are exactly what
this script writes: change the script, run it, commit both. Needs Python 3.9 or later and nothing else.
A scene without a function here and a picture over 8 KB are errors.

The parts, from small to large:
  colours           the palette; nothing below names a colour of its own
  shapes            strings of SVG with whole-number coordinates
  heads             moods (`LOOKS`) and hair, drawn looking right; looking left is the mirror image
  people            `Person` is who somebody is, `figure` is what they do in one picture
  things            phones, bubbles, keys, doors, benches
  stories           one function per picture
"""

import re
from dataclasses import dataclass, replace
from math import atan2, cos, degrees, hypot, radians, sin
from pathlib import Path

# --- colours -----------------------------------------------------------------------------------
# Short names of colours where the eye does not mind: every byte of a crowd counts.

INK = "#221d17"
PAPER = "#fffaf0"
WHITE = "#fff"
PETROL = "#0b4a57"  # the site's primary
NIGHT = "#034"
TEAL = "#6db0b5"
MIST = "#cfe3e0"
SAND = "#f3dfba"
OCHRE = "#da3"
CLAY = "#b73"
RED = "#c42"  # the site's accent, a little lighter
ROSE = "#e86"
PLUM = "#835"
GREEN = "#485"
DENIM = "#478"
MEADOW = "#ac9"
STONE = "#a9a49a"  # the grey of closed tiles and of messages that hurt
FOG = "#ddc"
ASH = "#c9c4ba"
BLUSH = "#e9c3b4"
CHALK = "#9cc3a8"
CASE = "#4a453f"  # the back of a phone

LIGHT, TAN, BROWN, DARK = "#f5cfb0", "#da7", "#a64", "#7c4a2f"  # skin
BLACK, CHESTNUT, GINGER, BLOND, SILVER = "#211", "#532", "#b52", "#da4", "#c9c3ba"  # hair


def shade(colour, by=0.86):
    """The same colour in shadow."""
    if len(colour) == 4:
        colour = "#" + "".join(c * 2 for c in colour[1:])
    parts = [min(int(colour[i : i + 2], 16) * by, 255) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(p):02x}" for p in parts)


# --- shapes ------------------------------------------------------------------------------------


def n(value):
    """A number as it is written."""
    return str(round(value))


def attrs(fill=None, stroke=None, width=None, dash=None):
    """Round lines of width 4 and no filling are set once, by `scene`."""
    out = f' fill="{fill}"' if fill else ""
    if stroke:
        out += f' stroke="{stroke}"' + (f' stroke-width="{n(width)}"' if n(width) != "4" else "")
    if dash:
        out += f' stroke-dasharray="{dash}"'
    return out


PAIRS = {"M": 1, "L": 1, "Q": 2, "S": 2, "C": 3}


def compact(d):
    """The same path in whole numbers and relative steps: half as long."""
    words = re.findall(r"[A-Za-z]|-?\d+(?:\.\d+)?(?:e-?\d+)?", d)
    out, here, start, last, i = "", (0, 0), (0, 0), "", 0
    while i < len(words):
        if words[i].isalpha():
            letter = words[i]
            i += 1
        if letter in "zZ":
            out, here, last = out + "z", start, "z"
            continue
        kind = letter.upper()
        count = 7 if kind == "A" else 2 * PAIRS[kind]
        values = [round(float(w)) for w in words[i : i + count]]
        i += count
        points = values[5:] if kind == "A" else values
        if letter == kind:
            points = [v - here[j % 2] for j, v in enumerate(points)]
        here_ = (here[0] + points[-2], here[1] + points[-1])
        steps = values[:5] + points if kind == "A" else points
        name = kind.lower()
        if kind == "L" and 0 in steps:
            name, steps = ("v", steps[1:]) if steps[0] == 0 else ("h", steps[:1])
        if kind == "M":
            start = here_
        if not (name == "h" and steps == [0]) and not (name == "v" and steps == [0]):
            text = "".join(str(v) if v < 0 else f" {v}" for v in steps)
            out += text if name == last and name != "m" else name + text.lstrip()
            last = name
        here = here_
    return ("M" + out[1:]) if out.startswith("m") else out


def path(d, fill=None, **line):
    """`d` in letters and numbers, fractions allowed: what is written is compact."""
    return f'<path d="{compact(d)}"{attrs(fill, **line)}/>'


def join(svg):
    """Neighbouring lines of one kind become one path, and so do limbs (they all run clockwise)."""
    line = r'<path d="([^"]*)"( stroke="[^"]*"(?: stroke-[^/]*)?)/>'
    again = re.compile(line + r'<path d="([^"]*)"\2/>')
    count = 1
    while count:
        svg, count = again.subn(r'<path d="\1\3"\2/>', svg)
    again = re.compile(r'<path d="([^"]*)"( fill="[^"]*" limb)/><path d="([^"]*)"\2/>')
    count = 1
    while count:
        svg, count = again.subn(r'<path d="\1\3"\2/>', svg)
    return svg.replace(" limb/>", "/>")


def circle(x, y, r, fill=None, **line):
    return f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(r)}"{attrs(fill, **line)}/>'


def oval(x, y, rx, ry, fill=None, **line):
    return f'<ellipse cx="{n(x)}" cy="{n(y)}" rx="{n(rx)}" ry="{n(ry)}"{attrs(fill, **line)}/>'


def box(x, y, w, h, fill=None, r=0, **line):
    at = f'x="{n(x)}" y="{n(y)}" ' if x or y else ""
    round_ = f' rx="{n(r)}"' if r else ""
    return f'<rect {at}width="{n(w)}" height="{n(h)}"{round_}{attrs(fill, **line)}/>'


def lower(svg, by):
    """The same shapes further down, without a group around them."""
    svg = re.sub(r'd="M(-?\d+) ?(-?\d+)', lambda m: f'd="M{m[1]}{"" if int(m[2]) + by < 0 else " "}{int(m[2]) + by}', svg)
    return re.sub(r' (c?y)="(-?\d+)"', lambda m: f' {m[1]}="{int(m[2]) + by}"', svg)


def group(content, x=0, y=0, turn=0, scale=1, mirror=False):
    """`content` moved, turned (degrees, clockwise) and scaled."""
    steps = [f"translate({n(x)} {n(y)})"] if x or y else []
    if turn:
        steps.append(f"rotate({n(turn)})")
    if mirror:
        steps.append(f"scale({-scale:g} {scale:g})")
    elif scale != 1:
        steps.append(f"scale({scale:g})".replace("(0.", "(."))
    return f'<g transform="{"".join(steps)}">{content}</g>' if steps else content


def limb(points, radii, fill):
    """An arm or a leg: a tapering band through the points, round at every joint."""
    d = ""
    for (x1, y1), (x2, y2), r1, r2 in zip(points, points[1:], radii, radii[1:]):
        long = hypot(x2 - x1, y2 - y1) or 1
        nx, ny = (y2 - y1) / long, -(x2 - x1) / long
        d += f" M{x1 + nx * r1} {y1 + ny * r1} L{x2 + nx * r2} {y2 + ny * r2}"
        d += f" A{r2} {r2} 0 0 1 {x2 - nx * r2} {y2 - ny * r2}"
        d += f" L{x1 - nx * r1} {y1 - ny * r1} A{r1} {r1} 0 0 1 {x1 + nx * r1} {y1 + ny * r1}"
    return path(d, fill).replace("/>", " limb/>")


def joint(start, end, first, second, bend):
    """Where the elbow or knee is, and where the hand really ends up (never out of reach)."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    far = hypot(dx, dy) or 1
    reach = min(far, (first + second) * 0.995)
    end = (start[0] + dx / far * reach, start[1] + dy / far * reach)
    along = (first**2 - second**2 + reach**2) / (2 * reach)
    across = max(first**2 - along**2, 0) ** 0.5 * bend
    ux, uy = dx / far, dy / far
    return (start[0] + ux * along - uy * across, start[1] + uy * along + ux * across), end


# --- heads -------------------------------------------------------------------------------------
# A head stands on the neck base (0, 0), about 100 units high, and looks to the right.


def stroke(d, colour, width):
    return path(d, stroke=colour, width=width)


def face(mood, t, skin, brow, far=False):
    """Eyes, brows, nose and mouth. `t` is how far the head is turned: 0 to us, 1 aside."""
    look = LOOKS[mood]
    fx = 15 * t
    fy = look.get("down", 0)
    left, right = fx - 17 + 2 * t, fx + 17 - 3 * t
    y = -70 + fy
    brows = eyes = ""
    for x, side in ((left, -1), (right, 1)):
        if look["eyes"] == "shut":  # asleep or looking down
            eyes += f"M{x - 8} {y} Q{x} {y + 8} {x + 8} {y} "
        elif look["eyes"] == "happy":
            eyes += f"M{x - 8} {y + 3} Q{x} {y - 8} {x + 8} {y + 3} "
        else:
            eyes += f"M{x} {y - 1} L{x} {y + 1} "
        inner, outer = (v + y - 16 for v in look["brows"])
        brows += f"M{x + side * 10} {outer} Q{x} {min(inner, outer) - 2} {x - side * 8} {inner} "
    out = stroke(brows, brow, 5) + stroke(eyes, INK, dict(open=10, wide=12).get(look["eyes"], 4))
    nose = stroke(f"M{fx + 2 + 4 * t} {-66 + fy} l{3 + 4 * t} 11 l{-7 - 2 * t} 3", shade(skin, 0.72), 4)
    x, y = fx + 2 * t, -43 + fy
    mouth = look["mouth"]
    if mouth == "smile":
        out += stroke(f"M{x - 13} {y - 2} Q{x} {y + 11} {x + 13} {y - 2}", INK, 4)
    elif mouth == "soft":
        out += stroke(f"M{x - 10} {y} Q{x} {y + 6} {x + 10} {y - 1}", INK, 4)
    elif mouth == "flat":
        out += stroke(f"M{x - 9} {y + 1} L{x + 9} {y + 1}", INK, 4)
    elif mouth == "sad":
        out += stroke(f"M{x - 11} {y + 5} Q{x} {y - 6} {x + 11} {y + 5}", INK, 4)
    elif mouth == "laugh":
        out += path(
            f"M{x - 16} {y - 6} Q{x} {y - 2} {x + 16} {y - 6} Q{x + 13} {y + 13} {x} {y + 13} Q{x - 13} {y + 13} {x - 16} {y - 6} z",
            INK,
        )
        out += path(f"M{x - 13} {y - 4} Q{x} {y} {x + 13} {y - 4} L{x + 11} {y + 2} Q{x} {y + 5} {x - 11} {y + 2} z", WHITE)
    elif mouth == "talk":
        out += path(
            f"M{x - 10} {y - 3} Q{x} {y - 7} {x + 10} {y - 3} Q{x + 8} {y + 9} {x} {y + 9} Q{x - 8} {y + 9} {x - 10} {y - 3} z",
            INK,
        )
    elif mouth == "asleep":
        out += oval(x, y + 3, 9, 11, INK)
    elif mouth == "bite":
        out += path(f"M{x - 13} {y + 6} Q{x} {y - 12} {x + 13} {y + 6} z", INK, stroke=INK, width=4)
        out += box(x - 9, y - 1, 18, 6, WHITE, 2)
    return out if far else out + nose


# brows: height of the inner and of the outer end; lower numbers are higher up.
LOOKS = {
    "calm": dict(eyes="open", brows=(-1, 0), mouth="soft"),
    "smile": dict(eyes="open", brows=(-3, 0), mouth="smile"),
    "laugh": dict(eyes="happy", brows=(-5, -1), mouth="laugh"),
    "glad": dict(eyes="happy", brows=(-4, -1), mouth="smile"),
    "serious": dict(eyes="open", brows=(2, 0), mouth="flat"),
    "concerned": dict(eyes="open", brows=(-5, 2), mouth="flat"),
    "worried": dict(eyes="wide", brows=(-7, 3), mouth="sad"),
    "sad": dict(eyes="shut", brows=(-6, 4), mouth="sad", down=5),
    "reading": dict(eyes="shut", brows=(0, 1), mouth="flat", down=6),
    "reading-worried": dict(eyes="shut", brows=(-6, 3), mouth="sad", down=6),
    "reading-glad": dict(eyes="shut", brows=(-2, 1), mouth="smile", down=5),
    "bite": dict(eyes="shut", brows=(-6, 3), mouth="bite", down=5),
    "asleep": dict(eyes="shut", brows=(-1, 1), mouth="asleep"),
    "talk": dict(eyes="open", brows=(-4, 0), mouth="talk"),
    "kind": dict(eyes="open", brows=(-5, 1), mouth="smile"),
}


def skull(t, skin, narrow=0):
    w, chin = 41 - narrow, 7 * t
    top = -122 + narrow * 2
    return path(
        f"M{-w} -80 C{-w} -108 -24 {top} 0 {top} S{w} -108 {w} -80"
        f" C{w} -66 {w - 2} -52 {w - 8 + t * 3} -42 C{w - 16 + chin} -28 {12 + chin} -21 {chin} -21"
        f" C{-16 + chin} -21 {-w + 4} -40 {-w} -80 z",
        skin,
    )


def ears(t, skin):
    near, far = -38 + 12 * t, 38
    out = stroke(f"M{near} -70 L{far if t < 0.3 else near + 9} -70 L{near} -66", skin, 19)
    if t > 0.3:
        out += stroke(f"M{near - 3} -72 q6 4 2 9", shade(skin, 0.76), 3)
    return out


CAP_OF_HAIR = "C-46 -118 -26 -133 2 -133 C32 -133 48 -114 43 -70"


def hair(kind, c, t):
    """(behind the body, over the face) for a kind of hair in colour `c`."""
    k = 9 * t
    if kind == "short":
        return "", path(
            f"M-43 -66 C-50 -116 -26 -134 4 -133 C34 -132 48 -108 43 -74 C39 -86 36 -92 {28 + k / 2} -98 C{10 + k} -92 {-8 + k} -94 {-18 + k} -102 C-26 -94 {-30 + k} -84 {-32 + k} -68 L{-36 + k} -60 L-43 -66 z",
            c,
        )
    if kind == "swoop":
        return "", path(
            f"M-43 -60 C-54 -118 -22 -138 6 -135 C40 -132 50 -104 43 -72 C42 -82 38 -90 {32 + k / 2} -94 C{22 + k / 2} -84 {2 + k} -80 {-14 + k} -92 C-24 -88 {-30 + k} -78 {-32 + k} -62 L-36 -56 z",
            c,
        )
    if kind == "crop":  # very short, high forehead
        return "", path(
            f"M-42 -72 C-46 -112 -24 -129 2 -129 C30 -129 46 -110 42 -74 C40 -88 {34 + k / 2} -102 {16 + k / 2} -106 L{-20 + k} -106 C{-28 + k} -98 {-31 + k} -86 {-33 + k} -70 z",
            c,
        )
    if kind == "top":  # shaved sides, curls on top
        curls = path("M-30 -112 Q-14 -126 4 -126 Q26 -126 34 -110", stroke=c, width=30, dash="0 17")
        return (
            "",
            path(
                f"M-42 -76 C-45 -112 -24 -126 2 -126 C30 -126 45 -110 42 -78 L{36 + k / 3} -100 L{-24 + k} -102 L{-34 + k} -74 z",
                shade(c, 0.9),
            )
            + curls,
        )
    if kind == "curly":
        mass = path(f"M-44 -66 {CAP_OF_HAIR} L{36 + k / 2} -96 L{-24 + k} -98 L{-33 + k} -62 z", c)
        curls = path(f"M-38 -64 Q-50 -100 -30 -118 Q-8 -136 20 -126 Q46 -114 42 -80", stroke=c, width=26, dash="0 19")
        fringe = path(f"M{-24 + k} -100 Q{4 + k / 2} -108 36 -98", stroke=c, width=20, dash="0 15")
        return "", mass + curls + fringe
    if kind == "afro":
        back = circle(0, -88, 60, c) + path("M-50 -50 C-76 -100 -44 -150 0 -150 S76 -100 50 -50", stroke=c, width=24, dash="0 21")
        return back, path(
            f"M-42 -72 C-50 -112 -26 -130 2 -130 C30 -130 50 -112 42 -76 C40 -94 {30 + k / 2} -104 {8 + k} -104 S{-30 + k} -94 {-34 + k} -70 z",
            c,
        )
    if kind == "puffs":
        back = circle(-34, -124, 28, c) + circle(36, -124, 28, c)
        return back, path(
            f"M-42 -72 {CAP_OF_HAIR} C40 -94 {30 + k / 2} -106 {6 + k} -106 S{-30 + k} -94 {-34 + k} -68 z", c
        ) + stroke(f"M{4 + k} -106 L2 -130", shade(c, 1.7), 2)
    if kind == "braids":
        strands = ""
        for x, end in ((-36, 40), (-44, 20), (36, 40), (44, 20)):
            strands += f"M{x} -80 Q{x * 1.3} -30 {x * 1.25} {end} "
        back = path(f"M-46 -90 C-48 -136 48 -136 46 -90 L48 -30 L-48 -30 z", c)
        back += path(strands, stroke=c, width=17, dash="0 13")
        cap = path(
            f"M-44 -58 {CAP_OF_HAIR} C42 -88 {32 + k / 2} -104 {8 + k} -108 C{-14 + k} -104 {-30 + k} -92 {-33 + k} -58 z", c
        )
        rows = stroke(
            f"M{8 + k} -108 Q2 -122 -6 -130 M{-14 + k} -100 Q-24 -112 -30 -118 M{28 + k / 2} -100 Q26 -114 20 -126",
            shade(c, 1.9),
            2,
        )
        return back, cap + rows
    if kind == "topbraids":
        back = path(
            "M-14 -132 Q-66 -140 -60 -60 Q-58 -20 -66 10 M-8 -132 Q-50 -132 -48 -60 Q-46 -30 -52 0",
            stroke=c,
            width=17,
            dash="0 13",
        )
        cap = path(f"M-43 -66 {CAP_OF_HAIR} C40 -94 {32 + k / 2} -106 {8 + k} -107 S{-30 + k} -94 {-34 + k} -64 z", c)
        rows = stroke(
            f"M{8 + k} -107 Q0 -120 -12 -130 M{-14 + k} -102 Q-22 -114 -26 -122 M{28 + k / 2} -101 Q20 -118 2 -131",
            shade(c, 1.9),
            2,
        )
        return back, cap + rows + oval(-10, -138, 20, 15, c)
    if kind == "bob":
        back = path("M-50 -86 C-52 -138 52 -138 50 -86 L54 -30 Q52 -20 38 -22 L-38 -22 Q-52 -20 -54 -30 z", c)
        return back, path(
            f"M-47 -50 C-52 -118 -26 -137 2 -137 C34 -137 52 -116 47 -54 C42 -62 40 -76 {37 + k / 4} -88 Q{4 + k} -84 {-27 + k} -92 C{-32 + k} -80 -34 -66 -37 -46 z",
            c,
        )
    if kind == "long":
        back = path("M-48 -86 C-50 -136 50 -136 48 -86 C50 -40 56 -10 62 34 Q0 50 -62 34 C-56 -10 -50 -40 -48 -86 z", c)
        return back, path(
            f"M-46 -40 C-54 -116 -28 -136 {4 + k} -134 C36 -134 52 -112 46 -48 C40 -70 {32 + k / 2} -96 {8 + k} -112 C{-16 + k} -100 {-32 + k} -80 -37 -36 z",
            c,
        )
    if kind == "tail":
        back = path("M-20 -122 C-76 -128 -72 -60 -60 -18 C-54 -34 -44 -50 -40 -72 z", c)
        return back, path(
            f"M-42 -66 {CAP_OF_HAIR} C41 -90 {34 + k / 2} -102 {22 + k / 2} -106 C{4 + k} -92 {-22 + k} -92 {-33 + k} -64 z", c
        )
    if kind == "bun":
        return circle(-22, -136, 24, c), path(
            f"M-42 -66 {CAP_OF_HAIR} C41 -90 {34 + k / 2} -104 {8 + k} -110 C{-12 + k} -104 {-29 + k} -92 {-33 + k} -62 z", c
        )
    if kind == "shaggy":
        back = path("M-48 -86 C-50 -138 50 -138 48 -86 L52 -44 L44 -30 L34 -38 L-34 -30 L-46 -22 L-54 -36 z", c)
        return back, path(
            f"M-48 -40 C-54 -116 -28 -138 4 -136 C36 -135 52 -114 47 -52 L{40 + k / 4} -70 L{36 + k / 3} -90 L{22 + k} -82 L{14 + k} -94 L{-4 + k} -82 L{-12 + k} -96 L{-28 + k} -82 L-36 -50 z",
            c,
        )
    raise KeyError(kind)


def cap(t):
    crown = path("M-46 -88 C-48 -128 -24 -143 2 -142 C32 -142 48 -122 46 -92 Q0 -108 -46 -88 z", RED)
    if t < 0.3:
        peak = path("M-40 -96 Q0 -118 40 -96 Q54 -84 42 -82 Q0 -98 -42 -82 Q-54 -84 -40 -96 z", shade(RED, 0.8))
    else:
        peak = path("M0 -104 Q44 -112 84 -86 Q90 -76 78 -77 Q44 -92 6 -88 Q-8 -92 0 -104 z", shade(RED, 0.8))
    return crown + peak + circle(2, -142, 5, shade(RED, 0.8))


def glasses(t, colour=INK):
    fx = 15 * t
    left, right = fx - 17 + 2 * t, fx + 17 - 3 * t
    return (
        circle(left, -69, 13, stroke=colour, width=3)
        + circle(right, -69, 13, stroke=colour, width=3)
        + stroke(f"M{left + 13} -70 L{right - 13} -70 M{left - 13} -71 L-38 -74", colour, 3)
    )


def wrap(colour):
    """A headscarf, under the face."""
    return path(
        "M-52 -84 C-56 -130 -28 -143 2 -143 S58 -128 52 -80 C52 -52 52 -28 70 8"
        " Q76 30 40 38 Q0 52 -44 36 Q-76 28 -66 4 C-52 -28 -52 -52 -52 -84 z",
        colour,
    )


# --- people ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Person:
    """Who somebody is: the same in every picture of a story."""

    skin: str
    hair: str
    hair_colour: str
    top: str  # hoodie, tee, jumper, jacket, shirt or track
    colour: str
    legs: str = NIGHT
    inner: str = PAPER  # what shows under a jacket
    cap: bool = False
    glasses: bool = False
    scarf: str = ""  # colour of a headscarf
    beard: bool = False
    hood: bool = False  # hood up
    whistle: bool = False
    broad: float = 1.0


@dataclass(frozen=True)
class Arm:
    """Where a hand goes, in units of the figure from its neck base."""

    hand: tuple
    bend: int = 1  # which way the elbow points
    kind: str = "rest"  # rest, open, fist, flat, dot (no thumb: far away) or none
    turn: float = None  # direction of the hand; that of the forearm if unset
    item: str = ""  # drawn under the fingers
    back: bool = False  # behind the body
    elbow: tuple = None
    flip: bool = False  # thumb on the other side


@dataclass(frozen=True)
class Drawn:
    """A figure in two layers, so that a table can stand between them."""

    content: tuple
    at: dict

    @property
    def body(self):
        return group(self.content[0], **self.at)

    @property
    def arms(self):
        return group(self.content[1], **self.at)

    def __str__(self):
        return group("".join(self.content), **self.at)


DOWN_L, DOWN_R = Arm((-70, 212), 1), Arm((70, 212), -1)


def hand(arm, wrist, angle, skin):
    """A hand pointing along `angle`, from a few thick lines."""
    ux, uy = cos(radians(angle)), sin(radians(angle))
    side = -1 if arm.flip else 1

    def p(along, across):
        across *= side
        return f"{wrist[0] + along * ux - across * uy} {wrist[1] + along * uy + across * ux}"

    def line(width, *points, colour=skin):
        return stroke("".join(f"M{p(*a)} L{p(*b)} " for a, b in points), colour, width)

    if arm.kind == "none":
        return ""
    if arm.kind == "open":
        fingers = (((24, -9), (44, -16)), ((27, -3), (50, -5)), ((27, 4), (48, 7)), ((24, 10), (41, 18)), ((8, -8), (16, -26)))
        return line(10, *fingers) + line(29, ((10, 0), (19, 0)))
    if arm.kind == "fist":
        lines = line(2, ((12, 5), (26, 5)), ((12, -4), (28, -4)), colour=shade(skin, 0.8))
        return line(29, ((9, 0), (16, 0))) + lines
    if arm.kind == "flat":  # palm up, seen from the side
        return line(15, ((0, 0), (44, 6))) + line(23, ((8, 1), (20, 2))) + line(10, ((12, -4), (24, -18)))
    if arm.kind == "dot":
        return line(25, ((6, 0), (22, 0)))
    return line(25, ((6, 0), (22, 0))) + line(10, ((8, -6), (22, -15)))


def draw_arm(arm, shoulder, who, small):
    """(hand, sleeve, hand on a thing); sleeves by the kind of top; even ones if `small`."""
    first, second = 92, 84
    if arm.elbow:
        elbow, wrist = arm.elbow, arm.hand
    else:
        elbow, wrist = joint(shoulder, arm.hand, first, second, arm.bend)
    angle = degrees(atan2(wrist[1] - elbow[1], wrist[0] - elbow[0])) if arm.turn is None else arm.turn
    cloth = shade(who.colour, 0.87)
    points = (shoulder, elbow, wrist)
    even = "M" + "L".join(f"{px} {py} " for px, py in points)
    part = tuple(s + (e - s) * 0.62 for s, e in zip(shoulder, elbow))
    if who.top == "tee":
        bare = stroke(even, who.skin, 28) if small else limb(points, (19, 16, 12), who.skin)
        sleeve = bare + stroke(f"M{shoulder[0]} {shoulder[1]} L{part[0]} {part[1]}", cloth, 50)
    else:
        sleeve = stroke(even, cloth, 42) if small else limb(points, (26, 21, 17), cloth)
        if who.top == "track":
            stripe = f"M{shoulder[0]} {shoulder[1] - 4} L{elbow[0]} {elbow[1]} L{wrist[0]} {wrist[1]}"
            sleeve += path(stripe, stroke=PAPER, width=4)
    fingers = hand(arm, wrist, angle, who.skin)
    return ("", sleeve, arm.item + fingers) if arm.item else (fingers, sleeve, "")


def torso(who, hip):
    """Body from neck to hip, `hip` being the point the spine ends at."""
    long = hypot(*hip)
    ux, uy = hip[0] / long, hip[1] / long
    b = who.broad

    def p(across, along):
        return f"{across * uy + along * ux:.1f} {-across * ux + along * uy:.1f}"

    c, dark = who.colour, shade(who.colour, 0.8)
    out = path(
        f"M{p(-18, -8)} C{p(-34, 6)} {p(-70 * b, 4)} {p(-76 * b, 44)} C{p(-70 * b, 80)} {p(-62 * b, 100)} {p(-60 * b, long * 0.66)}"
        f" L{p(-61 * b, long + 6)} Q{p(0, long + 20)} {p(61 * b, long + 6)} L{p(60 * b, long * 0.66)}"
        f" C{p(62 * b, 100)} {p(70 * b, 80)} {p(76 * b, 44)} C{p(70 * b, 4)} {p(34, 6)} {p(18, -8)} z",
        c,
    )
    if who.top == "hoodie":
        out += path(f"M{p(-46, 4)} C{p(-40, -26)} {p(40, -26)} {p(46, 4)} C{p(30, 44)} {p(-30, 44)} {p(-46, 4)} z", dark)
        out += path(f"M{p(-36, long)} L{p(-26, long - 52)} L{p(26, long - 52)} L{p(36, long)}", stroke=dark, width=4)
    elif who.top == "jumper":
        out += path(f"M{p(-26, -2)} Q{p(0, 30)} {p(26, -2)}", stroke=dark, width=10)
        out += path(f"M{p(-58 * b, long)} Q{p(0, long + 13)} {p(58 * b, long)}", stroke=dark, width=10)
    elif who.top == "jacket":
        out += path(f"M{p(-17, -6)} L{p(17, -6)} L{p(24, long + 12)} L{p(-24, long + 12)} z", who.inner)
        out += path(f"M{p(-19, -6)} L{p(-25, long + 12)} M{p(19, -6)} L{p(25, long + 12)}", stroke=dark, width=7)
    elif who.top == "shirt":
        out += path(f"M{p(0, 22)} L{p(0, long + 8)}", stroke=dark, width=3)
        out += path(f"M{p(-24, -8)} L{p(-34, 20)} L{p(0, 26)} L{p(34, 20)} L{p(24, -8)} z", PAPER)
    elif who.top == "track":
        out += path(f"M{p(0, 10)} L{p(0, long + 8)}", stroke=PAPER, width=4)
        out += path(f"M{p(-26, -4)} Q{p(0, 22)} {p(26, -4)}", stroke=dark, width=14)
    if who.whistle:
        out += path(f"M{p(-26, 0)} L{p(6, 84)} L{p(26, 0)}", stroke=RED, width=4)
        out += path(f"M{p(-10, 84)} L{p(16, 84)}", stroke=OCHRE, width=16) + circle(*map(float, p(-8, 90).split()), 13, OCHRE)
    shoulders = [tuple(map(float, p(side * 57 * b, 40).split())) for side in (-1, 1)]
    return out, shoulders


def neck(who):
    """With the shadow the chin throws; a tee leaves more of it free."""
    low = 20 if who.top in ("tee", "jacket") else 12
    return path(f"M-18 -40 L18 -40 L19 -4 Q0 {low * 2} -19 -4 z", shade(who.skin))


def head(who, t, mood, far=False):
    """(behind, in front), looking right; without a mood seen from behind."""
    if not mood:
        if who.scarf:
            return "", wrap(who.scarf)
        back, over = hair(who.hair, who.hair_colour, 0)
        return "", ears(0, who.skin) + skull(0, who.hair_colour) + over + back
    back, over = hair(who.hair, who.hair_colour, t)
    features = face(mood, t, who.skin, shade(who.hair_colour, 0.8) if who.hair_colour != SILVER else shade(SILVER, 0.6), far)
    specs = glasses(t, PAPER if who.skin == DARK else INK) if who.glasses else ""
    if who.hood:
        dark = shade(who.colour, 0.72)
        out = path(
            "M-58 -70 C-60 -134 -28 -150 4 -150 S64 -128 58 -66 C56 -30 46 0 34 14 L-34 14 C-46 0 -56 -30 -58 -70 z",
            shade(who.colour, 0.9),
        )
        out += path("M-46 -74 C-48 -124 -24 -136 4 -136 S52 -120 47 -70 C44 -30 30 8 0 14 C-30 8 -44 -30 -46 -74 z", dark)
        fringe = path(
            f"M-38 -88 C-38 -126 38 -126 38 -84 C{30} -96 {20 + 9 * t} -98 {12 + 9 * t} -104 C{-4 + 9 * t} -90 -26 -92 -38 -88 z",
            who.hair_colour,
        )
        return "", out + neck(who) + skull(t, who.skin, 3) + features + fringe + stroke("M-20 10 L-24 58 M20 10 L24 58", PAPER, 4)
    if who.scarf:
        colour = who.scarf
        inner = path(
            f"M-42 -80 C-42 -118 -22 -126 {4 + 4 * t} -126 S46 -116 45 -78 C44 -44 30 -16 {7 * t} -16 S-40 -40 -42 -80 z",
            shade(colour, 0.8),
        )
        return "", wrap(colour) + inner + skull(t, who.skin, 3) + features + specs
    if who.beard:
        beard = path(
            f"M-40 -72 C-38 -30 {-16 + 7 * t} -12 {7 * t} -12 S{38} -30 41 -72 C38 -52 {26 + 8 * t} -56 {15 * t + 2} -56 S-30 -50 -40 -72 z",
            who.hair_colour,
        )
        beard += oval(17 * t, -42, 19, 9, who.skin)
    else:
        beard = ""
    lid = cap(t) if who.cap else ""
    return back, ears(t, who.skin) + skull(t, who.skin) + beard + features + over + lid + specs


def legs(who, hip, spec, low):
    """`spec`: ((knee, foot), (knee, foot)), left and right as we see them; no knee if it is straight.
    Nothing is drawn below `low`."""
    shoes = soles = shins = thighs = ""
    for side, (knee, foot), colour in zip((-1, 1), spec, (shade(who.legs, 0.84), who.legs)):
        start = (hip[0] + side * 30 * who.broad, hip[1] - 6)
        x, y = foot
        if y < low and y > hip[1] + 100:
            shoes += path(
                f"M{x - side * 20} {y + 26} L{x - side * 18} {y - 4} L{x + side * 16} {y - 4} Q{x + side * 44} {y + 8} {x + side * 44} {y + 26} z",
                PAPER,
            )
            soles += stroke(f"M{x - side * 20} {y + 25} L{x + side * 44} {y + 25}", INK, 6)
        if knee:  # seated: the thighs come towards us
            if knee[1] < low - 10:
                shins += stroke(f"M{knee[0]} {knee[1]} L{x} {y}", shade(who.legs, 0.8), 46)
            thighs += stroke(f"M{start[0] - side * 4} {start[1]} L{knee[0]} {knee[1]}", who.legs, 58)
        else:
            thighs += limb((start, foot), (32, 20), colour)
    return shoes + soles + shins + thighs


STAND = ((None, (-38, 450)), (None, (38, 450)))
SIT = (((-46, 240), (-44, 372)), ((46, 240), (44, 372)))


def figure(who, x, y, scale=1.0, mood="calm", t=0.0, tilt=0, left=DOWN_L, right=DOWN_R, hip=(0, 188), pose=None):
    """Somebody with their neck base at (x, y). `t` from -1 (looks left) to 1 (looks right)."""
    behind, front = head(who, abs(t), mood, scale < 0.6)
    mirror = t < 0
    chest, (ls, rs) = torso(who, hip)
    if tilt or mirror:
        behind = group(behind, 0, 7, tilt, 1, mirror) if behind else ""
        front = group(front, 0, 7, tilt, 1, mirror)
    else:
        behind, front = lower(behind, 7), lower(front, 7)
    if scale < 0.6:
        left, right = (replace(a, kind="dot") if a else a for a in (left, right))
    arms = [(left, ls), (right, rs)]
    far, near = (
        "".join(map("".join, zip(*(draw_arm(a, s, who, scale <= 1) for a, s in arms if a and a.back == back))))
        for back in (True, False)
    )
    base = legs(who, hip, pose, (510 - y) / scale) if pose else ""
    neck_ = "" if who.scarf or who.hood else neck(who)
    body = behind + far + base + chest + neck_ + front
    return Drawn((body, near), dict(x=x, y=y, scale=scale))


def bust(who, x, y, scale, mood, t=0.0, tilt=0, low=100):
    """Head and shoulders, cut straight `low` units under the neck base."""
    behind, front = head(who, abs(t), mood)
    chest = path(f"M-18 -8 C-34 6 -70 4 -80 50 L-84 {low} L84 {low} L80 50 C70 4 34 6 18 -8 z", who.colour)
    if who.top == "jacket":
        chest += path(f"M-17 -6 L17 -6 L22 {low} L-22 {low} z", who.inner)
    behind = group(behind, 0, 7, tilt, 1, t < 0) if behind else ""
    return group(behind + chest + neck(who) + group(front, 0, 7, tilt, 1, t < 0), x, y, scale=scale)


# --- things ------------------------------------------------------------------------------------


def scene(*parts, wall=MIST, floor=None, at=400):
    """A finished picture: rounded ground, floor from `at` downwards, then the parts."""
    out = box(0, 0, 800, 500, wall, 28)
    if floor:
        out += path(f"M0 {at} L800 {at} L800 472 Q800 500 772 500 L28 500 Q0 500 0 472 z", floor)
    body = join("".join(map(str, parts)))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 500">'
        f'<g fill="none" stroke-width="4" stroke-linecap="round" stroke-linejoin="round">{out}{body}</g></svg>\n'
    )


def phone(x, y, turn=0, scale=1, screen=PAPER, content=""):
    """A phone somebody holds. Without a screen we see its back."""
    out = box(-25, -46, 50, 92, INK, 9)
    if screen:
        out += box(-20, -38, 40, 76, screen, 4)
    else:
        out += box(-25, -46, 50, 92, CASE, 9) + circle(-12, -33, 6, TEAL)
    return group(out + content, x, y, turn, scale)


def display(x, y, w, h, content, ground=PAPER):
    """The screen of a phone, large; `content` counts from its top left corner."""
    out = box(-14, -26, w + 28, h + 52, INK, 30) + box(0, 0, w, h, ground, 10)
    return group(out + content, x, y)


def beam(x, y, left, top, bottom):
    """What ties the phone in a hand to the large display beside it."""
    return f'<path d="M{n(x)} {n(y)}L{left} {top}V{bottom}z" fill="{WHITE}" fill-opacity=".5"/>'


def bubble(x, y, w, h, fill, tail=None, r=24):
    out = box(x, y, w, h, fill, r)
    if tail:
        tx, ty, base = tail
        edge = y + h - 2 if ty > y + h else y + 2
        out += path(f"M{base - 16} {edge} L{tx} {ty} L{base + 16} {edge} z", fill)
    return out


def writing(x, y, widths, colour, gap=20, width=8):
    """Bars for lines of writing: these pictures serve every language."""
    d = "".join(f"M{x} {y + i * gap} L{x + w} {y + i * gap} " for i, w in enumerate(widths))
    return path(d, stroke=colour, width=width)


def chat(x, y, w, h, fill, bars, own=False):
    """A message with bars for its words."""
    corner = x + w if own else x
    tail = path(
        f"M{corner} {y + h} L{corner + (-22 if own else 22)} {y + h} L{corner + (-10 if own else 10)} {y + h - 24} z", fill
    )
    return tail + box(x, y, w, h, fill, 12) + writing(x + 16, y + 20, bars, shade(fill, 0.72), 16, 6)


def heart(x, y, size, fill=RED):
    s = size
    return path(
        f"M{x} {y + s} C{x - s * 1.5} {y} {x - s} {y - s} {x} {y - s * 0.3} C{x + s} {y - s} {x + s * 1.5} {y} {x} {y + s} z",
        fill,
    )


def bench(x, y, w, colour=CLAY, back=True):
    """Seen from the front; people sit with their hips at `y`."""
    out = path(f"M{x + 24} {y + 10} L{x + 24} {y + 140} M{x + w - 24} {y + 10} L{x + w - 24} {y + 140}", stroke=INK, width=12)
    if back:
        out += box(x, y - 96, w, 22, shade(colour), 8) + box(x, y - 58, w, 22, shade(colour), 8)
    return out + box(x - 8, y, w + 16, 26, colour, 8)


def table(y, colour=CLAY, left=0, right=800):
    """A table in front of people, to the lower edge of the picture."""
    low = 500
    if left == 0 and right == 800:
        return path(f"M0 {y} L800 {y} L800 472 Q800 500 772 500 L28 500 Q0 500 0 472 z", colour) + box(
            0, y, 800, 12, shade(colour, 1.14)
        )
    return box(left, y, right - left, low - y, colour) + box(left - 10, y, right - left + 20, 16, shade(colour, 1.14), 8)


def key(x, y, turn=0, scale=1.0, colour=OCHRE, bit=0):
    """Pointing right, its bow at (0, 0); `bit` picks one of four shapes."""
    bow = [
        circle(0, 0, 17, stroke=colour, width=10),
        box(-17, -17, 34, 34, None, 6, stroke=colour, width=10),
        path("M-20 0 L0 -20 L20 0 L0 20 z", stroke=colour, width=10),
        path("M0 0 m0 -18 L17 12 L-17 12 z", stroke=colour, width=10),
    ][bit]
    teeth = [
        "M58 0 L58 20 M74 0 L74 16",
        "M50 0 L50 18 M64 0 L64 18 M78 0 L78 18",
        "M72 -14 L72 14 M56 0 L56 16",
        "M74 0 L74 22 L58 22",
    ][bit]
    return group(bow + path(f"M20 0 L80 0 {teeth}", stroke=colour, width=10), x, y, turn, scale)


def lock(x, y, size=1.0, colour=PETROL):
    """A closed padlock, its middle at (x, y)."""
    out = path("M-18 -6 L-18 -24 C-18 -48 18 -48 18 -24 L18 -6", stroke=colour, width=11)
    out += box(-34, -8, 68, 54, colour, 9) + circle(0, 14, 8, PAPER) + path("M0 14 L0 28", stroke=PAPER, width=6)
    return group(out, x, y, scale=size)


def doorway(x, y, w, h, hole=TEAL, frame=CLAY):
    return box(x - 14, y - 14, w + 28, h + 14, frame, 6) + box(x, y, w, h, hole)


def leaf(x, y, w, h, colour=PETROL):
    """A door standing open, hinged at `x` and swung towards us; to the left if `w` is negative."""
    return path(f"M{x} {y} L{x + w} {y + 22} L{x + w} {y + h + 30} L{x} {y + h} z", colour)


def shadow(x, y, scale=1.0, reach=""):
    """A stranger: an outline without a face, feet at (x, y)."""
    out = oval(0, -312, 30, 36, NIGHT) + path(
        "M-58 -232 C-56 -258 -30 -262 -14 -266 L-14 -290 L14 -290 L14 -266 C30 -262 56 -258 58 -232 L42 -110 L-42 -110 z", NIGHT
    )
    out += stroke("M-22 -120 L-28 -18 M22 -120 L28 -18", NIGHT, 36) + stroke("M48 -236 L70 -176 L58 -116", NIGHT, 26)
    out += stroke(reach or "M-48 -236 L-70 -176 L-58 -116", NIGHT, 26)
    return group(out, x, y, scale=scale)


def wheelchair(x, y, scale=1.0):
    """(behind, in front) of somebody sitting with their neck base at (x, y)."""
    back = box(-74, 66, 148, 150, INK, 16)
    wheels = "".join(oval(side * 94, 276, 13, 132, stroke=INK, width=13) for side in (-1, 1))
    rest = path("M-66 412 L66 412", stroke=INK, width=12)
    return group(back, x, y, scale=scale), group(wheels + rest, x, y, scale=scale)


def drawing(x, y, turn=0, scale=1.0):
    """Sami's drawing: a bird."""
    out = path("M-44 6 C-30 -30 0 -34 16 -16 Q30 -40 46 -22 L62 -16 L44 -8 C40 28 -6 40 -44 6 z", TEAL)
    out += path("M-12 0 C-2 -44 -42 -52 -52 -58 C-48 -30 -34 -6 -12 0 z", PETROL)
    out += circle(40, -18, 4, INK) + stroke("M-2 26 L-6 44 M12 24 L12 44", INK, 4)
    return group(out, x, y, turn, scale)


def pad(x, y, turn=0, scale=1.0):
    """His drawing pad."""
    out = box(-62, -76, 124, 150, RED, 6) + box(-54, -62, 108, 128, PAPER, 3)
    out += path("M-44 -72 L46 -72", stroke=PAPER, width=8, dash="0 18")
    return group(out + drawing(-4, 4, 0, 0.8), x, y, turn, scale)


def sun(x, y, r):
    """The light circle behind people on the end cards."""
    return circle(x, y, r, PAPER)


def people(*figures):
    return "".join(map(str, figures))


# --- stories: image rights ---------------------------------------------------------------------

LINA = Person(DARK, "braids", BLACK, "jacket", OCHRE, DENIM)
CAP_KID = Person(LIGHT, "shaggy", CHESTNUT, "hoodie", PETROL, cap=True)
ASIDE = Person(TAN, "short", BLACK, "hoodie", PLUM, DENIM, glasses=True)
ROYA = Person(BROWN, "short", BLACK, "jumper", TEAL, PETROL, scarf=PLUM)
TOM = Person(LIGHT, "top", GINGER, "tee", GREEN, NIGHT, broad=1.12)
MAYA = Person(BROWN, "bun", BLACK, "tee", RED, NIGHT)
NELE = Person(LIGHT, "crop", SILVER, "jacket", RED, NIGHT, inner=SAND, glasses=True)
SOMEONE = Person(TAN, "short", BLACK, "hoodie", ROSE, NIGHT, hood=True)

LAP_L, LAP_R = Arm((-22, 196), 1), Arm((22, 196), -1)
POCKETS = dict(left=Arm((-40, 178), 1, "none", elbow=(-82, 116)), right=Arm((40, 178), -1, "none", elbow=(82, 116)))
ARM_R = Arm((150, 90), 1, "none", back=True, elbow=(94, 112))  # around the neighbour on the right
ARM_L = Arm((-150, 90), -1, "none", back=True, elbow=(-94, 112))


ON_TOP = " "  # a hand over its own sleeve and over what the other hand holds


def both(x, y, item, turn=0, apart=36):
    """Both hands hold something at (x, y)."""
    left = Arm((x - apart, y + 24), 1, "fist", turn=-28 + turn, elbow=(-88, 138), item=item)
    return dict(left=left, right=Arm((x + apart, y + 24), -1, "fist", turn=208 + turn, elbow=(88, 138), flip=True, item=ON_TOP))


def mug(x, y):
    return box(x - 24, y - 28, 48, 54, PAPER, 8) + box(x - 24, y - 10, 48, 10, TEAL)


def image_rights_s1():
    outside = path("M0 66 L150 104 L150 330 L0 376 z", PAPER) + path("M0 290 Q70 230 150 270 L150 330 L0 376 z", MEADOW)
    side = outside + path("M-10 62 L150 104 L150 330 L-10 380", stroke=PETROL, width=14)
    window = box(414, 84, 346, 190, PAPER, 18) + path(
        "M414 232 Q500 170 590 226 Q670 180 760 220 L760 256 Q760 274 742 274 L432 274 Q414 274 414 256 z", MEADOW
    )
    window += box(414, 84, 346, 190, None, 18, stroke=PETROL, width=12)
    rail = path("M160 36 L800 36 M330 36 L330 78", stroke=INK, width=8) + circle(330, 94, 18, stroke=INK, width=8)
    seats = box(150, 190, 250, 340, TEAL, 40) + box(470, 210, 270, 330, TEAL, 40)
    lina = figure(LINA, 262, 262, 1.25, "asleep", -0.35, -17, LAP_L, LAP_R)
    arm = Arm((-146, -14), -1, "fist", turn=-70, item=phone(-150, -46, 6, 1.15, None))
    kid = figure(CAP_KID, 610, 280, 1.3, "smile", -0.9, 0, arm, Arm((40, 200), -1))
    return scene(window, side, rail, seats, lina, kid, wall=SAND)


FORTY = "M22 0 L0 40 L40 40 M30 22 L30 62 M70 0 Q54 0 54 20 L54 42 Q54 62 70 62 Q86 62 86 42 L86 20 Q86 0 70 0"


def image_rights_s2():
    kid = figure(CAP_KID, 184, 262, 1.35, "reading-worried", 0.6, 8, **both(14, 146, phone(14, 138, 0, 1.15, None)))
    eye = path("M0 0 Q28 -30 56 0 Q28 30 0 0 z", stroke=PETROL, width=8) + circle(28, 0, 10, PETROL)
    page = (
        group(eye, 50, 196)
        + group(path(FORTY, stroke=RED, width=13), 36, 84)
        + box(20, 254, 116, 12, FOG, 6)
        + box(20, 280, 80, 12, FOG, 6)
    )
    cloud = bubble(560, 34, 220, 216, WHITE, (532, 296, 612), 40)
    lina = bust(LINA, 670, 182, 0.9, "sad", -0.3, -6, 75)
    return scene(beam(204, 420, 380, 120, 430), kid, display(384, 112, 156, 320, page), cloud, lina, wall=TEAL)


def image_rights_s3():
    sign = path("M92 60 L92 500", stroke=INK, width=12) + box(40, 36, 104, 104, PETROL, 20)
    bus = (
        box(60, 62, 64, 42, PAPER, 8)
        + box(66, 70, 22, 14, PETROL, 2)
        + box(95, 70, 22, 14, PETROL, 2)
        + circle(76, 108, 8, PAPER)
        + circle(108, 108, 8, PAPER)
    )
    shelter = (
        box(196, 34, 568, 26, INK, 10)
        + box(220, 60, 512, 350, PAPER)
        + path("M226 60 L226 470 M726 60 L726 470", stroke=INK, width=10)
    )
    lina = figure(LINA, 344, 250, 1.15, "calm", 0.5, 3, DOWN_L, Arm((112, 46), -1, "open", elbow=(88, 134), turn=-84), pose=STAND)
    kid = figure(
        CAP_KID,
        596,
        256,
        1.15,
        "calm",
        -0.7,
        -2,
        Arm((-34, 160), 1, "fist", turn=-150, elbow=(-92, 128), item=phone(-56, 138, -12, 1, None)),
        DOWN_R,
        pose=STAND,
    )
    return scene(shelter, sign, bus, lina, kid, wall=MIST, floor=SAND, at=400)


def flags(y):
    out = stroke(f"M0 {y} Q400 {y + 70} 800 {y}", INK, 4)
    for i, colour in enumerate((RED, TEAL, OCHRE, PLUM, GREEN)):
        x = 70 + i * 154
        dip = y + 70 * (1 - ((x + 24 - 400) / 400) ** 2) / 2
        out += path(f"M{x} {dip - 3} L{x + 48} {dip - 3} L{x + 24} {dip + 44} z", colour)
    return out


def image_rights_s4():
    chair, wheels = wheelchair(116, 250, 0.84)
    row = people(
        figure(ROYA, 232, 196, 0.84, "glad", 0.3, 0, DOWN_L, ARM_R, pose=STAND),
        figure(CAP_KID, 446, 200, 0.84, "smile", -0.35, -3, ARM_L, DOWN_R, pose=STAND),
        figure(LINA, 338, 180, 0.84, "laugh", 0, 0, None, None, pose=STAND),
    )
    front = people(chair, figure(MAYA, 116, 250, 0.84, "smile", 0.3, 0, Arm((-50, 200), 1), Arm((50, 200), -1), pose=SIT), wheels)
    boy = figure(ASIDE, 672, 200, 0.84, "concerned", -0.55, 3, pose=STAND, **POCKETS)
    return scene(flags(8), row, front, boy, wall=SAND, floor=CLAY, at=410)


def image_rights_s5():
    far = people(
        figure(ROYA, 612, 150, 0.52, "talk", 0.8, 0, pose=STAND),
        figure(TOM, 708, 148, 0.52, "laugh", -0.6, 0, pose=STAND),
        figure(CAP_KID, 510, 150, 0.52, "worried", -0.9, -4, pose=STAND),
    )
    crossed = dict(
        left=Arm((40, 118), 1, "none", elbow=(-66, 120)), right=Arm((-46, 112), -1, "rest", elbow=(64, 126), item=ON_TOP)
    )
    alone = figure(SOMEONE, 200, 202, 1.02, "sad", -0.5, -6, pose=SIT, **crossed)
    return scene(far, bench(50, 394, 330), alone, wall=TEAL, floor=MIST, at=360)


def image_rights_end():
    camera = box(-40, -30, 80, 54, INK, 10) + box(-16, -40, 32, 14, INK, 4) + circle(0, -3, 18, TEAL, stroke=PAPER, width=5)
    cloud = bubble(684, 34, 96, 78, WHITE, (672, 138, 716), 26) + heart(732, 70, 20)
    row = people(
        figure(CAP_KID, 116, 212, 1.0, "glad", 0.4, 3, LAP_L, ARM_R, pose=SIT),
        figure(LINA, 258, 212, 1.0, "laugh", 0.1, 0, LAP_L, LAP_R, pose=SIT),
        figure(ASIDE, 416, 212, 1.0, "smile", 0.5, 0, pose=SIT, **both(0, 126, group(camera, 0, 126))),
        figure(NELE, 598, 206, 1.04, "kind", -0.5, -4, pose=SIT, **both(0, 126, mug(0, 130))),
    )
    return scene(sun(330, 250, 220), bench(30, 402, 680, back=False), row, cloud, wall=SAND, floor=MEADOW, at=430)


# --- stories: passwords ------------------------------------------------------------------------

KIM = Person(LIGHT, "bob", GINGER, "hoodie", TEAL, NIGHT)
FRIEND = Person(DARK, "topbraids", BLACK, "tee", RED, PETROL)
AMAL = Person(BROWN, "short", BLACK, "jumper", OCHRE, NIGHT, scarf=PETROL)
SAM = Person(DARK, "crop", BLACK, "shirt", CLAY, NIGHT, beard=True, glasses=True)


def passwords_s1():
    field = path("M0 190 L800 190 L800 330 L0 330 z", MEADOW) + path("M0 250 L800 250", stroke=PAPER, width=7)
    goal = path("M316 236 L316 104 L484 104 L484 236", stroke=PAPER, width=9)
    wall = path("M0 330 L800 330 L800 472 Q800 500 772 500 L28 500 Q0 500 0 472 z", STONE) + box(0, 322, 800, 26, FOG)
    wall += stroke(
        "M120 348 L120 420 M400 348 L400 420 M680 348 L680 420 M0 420 L800 420 M260 420 L260 500 M540 420 L540 500",
        shade(STONE),
        5,
    )
    friend = figure(
        FRIEND, 236, 158, 0.86, "smile", 0.75, 3, Arm((-96, 196), 1, turn=90), Arm((150, 104), 1, "flat", turn=4), pose=SIT
    )
    held = Arm((2, 112), 1, "fist", turn=-30, item=key(10, 96, -68, 1.1))
    kim = figure(KIM, 556, 158, 0.86, "serious", -0.6, 0, held, Arm((96, 196), -1, turn=90), pose=SIT)
    return scene(field, goal, wall, friend, kim, wall=MIST)


def doors(small, open_, *in_big):
    """The small door of the game at `small` and the big door of the e-mail, which stands open."""
    out = doorway(small, 226, 104, 214, NIGHT if open_ else PETROL)
    if open_:
        out += leaf(small, 226, -72, 214) + circle(small - 52, 352, 15, PAPER) + key(small - 52, 364, -90, 0.6)
    big = doorway(506, 60, 170, 380) + people(*in_big) + leaf(676, 60, 100, 380)
    return out + big + circle(752, 268, 15, PAPER) + key(752, 280, -90, 0.6)


def passwords_s2():
    kim = figure(KIM, 128, 196, 1.06, "worried", 0.8, 3, DOWN_L, Arm((36, 10), -1, turn=-70, elbow=(84, 108)), pose=STAND)
    return scene(doors(320, True, shadow(590, 440, 1.06)), kim, wall=SAND, floor=CLAY, at=440)


def passwords_s2b():
    grip = stroke("M312 274 L288 270 M314 288 L284 288 M312 302 L288 306", NIGHT, 15)
    new = key(298, 290, 90, 1.0, RED, 1)
    fresh = circle(172, 334, 48, PAPER) + lock(172, 338, 0.8, RED)
    reach = "M-46 -232 C-120 -250 -150 -120 -256 -144"
    return scene(doors(120, False, shadow(590, 440, 1.06, reach)), fresh, new, grip, wall=SAND, floor=CLAY, at=440)


def clock(x, y, r):
    out = circle(0, 0, r, PAPER, stroke=INK, width=9) + path(
        f"M0 0 L0 {-r + 8} A{r - 8} {r - 8} 0 0 1 {(r - 8) * 0.87} {(r - 8) * -0.5} z", RED
    )
    return group(out + stroke(f"M0 0 L0 {-r + 20} M0 0 L{r * 0.5} {r * -0.29}", INK, 8), x, y)


def passwords_s3():
    gift = box(-66, 0, 132, 98, RED, 8) + box(-74, -18, 148, 36, shade(RED), 6) + box(-13, -18, 26, 116, OCHRE)
    gift += path("M0 -20 C-60 -70 -70 -10 0 -20 C60 -70 70 -10 0 -20", stroke=OCHRE, width=11)
    hook = stroke("M102 0 L102 112 Q102 146 74 146 Q50 146 52 116 L66 128", INK, 8)
    page = group(gift, 100, 190) + hook
    amal = figure(AMAL, 182, 270, 1.35, "reading", 0.6, 6, **both(14, 140, phone(14, 132, 0, 1.15, None)))
    return scene(beam(204, 420, 388, 74, 440), amal, display(384, 74, 206, 356, page), clock(700, 170, 66), wall=MIST)


def laptop(x, y):
    """From behind, standing on `y`."""
    return box(x - 84, y - 112, 168, 112, INK, 12) + circle(x, y - 58, 11, STONE) + box(x - 104, y - 8, 208, 16, STONE, 8)


def passwords_s4():
    door = (
        box(604, 36, 168, 404, CLAY, 6) + box(618, 50, 140, 390, PETROL) + lock(688, 170, 0.9, OCHRE) + lock(688, 300, 0.9, OCHRE)
    )
    kim = figure(KIM, 168, 226, 1.12, "smile", 0.6, 4, Arm((46, 158), 1, elbow=(-74, 138)), Arm((92, 146), -1, elbow=(84, 134)))
    sam = figure(
        SAM,
        430,
        222,
        1.16,
        "kind",
        -0.6,
        -4,
        Arm((-86, 128), 1, "flat", elbow=(-84, 136), turn=176, flip=True),
        Arm((36, 162), -1, elbow=(82, 138)),
    )
    return scene(door, kim.body, sam.body, table(400), kim.arms, sam.arms, laptop(296, 430), wall=SAND)


PIPS = {
    1: [(0, 0)],
    3: [(-13, -13), (0, 0), (13, 13)],
    4: [(-12, -12), (12, -12), (-12, 12), (12, 12)],
    5: [(-13, -13), (13, -13), (0, 0), (-13, 13), (13, 13)],
}


def die(x, y, turn, eyes):
    dots = "".join(f"M{px} {py} L{px + 1} {py} " for px, py in PIPS[eyes])
    return group(box(-26, -26, 52, 52, WHITE, 10) + stroke(dots, INK, 10), x, y, turn)


def key_ring(x, y):
    keys = (
        key(20, 16, 8, 0.9, RED, 1)
        + key(8, 26, 48, 0.9, PETROL, 2)
        + key(-12, 22, 96, 0.9, OCHRE)
        + key(-24, 8, 150, 0.9, GREEN, 3)
    )
    return group(circle(0, -6, 28, stroke=INK, width=6) + keys, x, y)


def passwords_s5():
    kim = figure(KIM, 186, 220, 1.16, "laugh", 0.5, 4, Arm((-20, 170), 1, elbow=(-84, 130)), Arm((34, 170), -1, elbow=(86, 130)))
    friend = figure(
        FRIEND,
        480,
        220,
        1.16,
        "laugh",
        -0.5,
        -5,
        Arm((-96, 92), 1, "flat", elbow=(-82, 138), turn=190, flip=True),
        Arm((24, 170), -1, elbow=(82, 130)),
    )
    dice = die(344, 262, 24, 5) + die(282, 446, -14, 3) + die(366, 420, 8, 4) + die(450, 456, 30, 1)
    return scene(kim.body, friend.body, table(390), kim.arms, friend.arms, dice, key_ring(668, 388), wall=SAND)


def controller(y):
    out = path(
        f"M-40 {y - 22} Q0 {y - 30} 40 {y - 22} Q66 {y + 40} 40 {y + 28} L20 {y + 12} L-20 {y + 12} L-40 {y + 28} Q-66 {y + 40} -40 {y - 22} z",
        INK,
    )
    return out + stroke(f"M-22 {y - 4} L-21 {y - 4} M22 {y - 4} L23 {y - 4}", OCHRE, 12)


def passwords_end():
    sofa = box(24, 236, 560, 220, shade(PLUM), 44) + box(10, 388, 588, 112, PLUM, 30)
    hooks = box(690, 50, 96, 16, CLAY, 6) + key(716, 76, 88, 0.7, RED, 1) + key(762, 76, 92, 0.7, PETROL, 2)
    row = people(
        figure(KIM, 112, 220, 1.0, "laugh", 0.4, 3, pose=SIT, **both(0, 128, controller(134), apart=56)),
        figure(FRIEND, 288, 220, 1.0, "smile", -0.4, -4, pose=SIT, **both(0, 128, controller(134), apart=56)),
        figure(AMAL, 458, 220, 1.0, "glad", -0.5, 0, LAP_L, LAP_R, pose=SIT),
    )
    sam = figure(SAM, 624, 188, 1.0, "kind", -0.7, -3, pose=STAND, **both(0, 124, mug(0, 128)))
    return scene(sun(290, 180, 170), hooks, sofa, row, sam, wall=SAND, floor=CLAY, at=450)


# --- stories: respect --------------------------------------------------------------------------

SAMI = Person(TAN, "curly", BLACK, "hoodie", OCHRE, DENIM)
JO = Person(BROWN, "shaggy", BLACK, "jumper", GREEN, NIGHT)  # who plays "you"
COACH = Person(DARK, "afro", BLACK, "track", PETROL, NIGHT, whistle=True)
NOUR = Person(TAN, "short", BLACK, "jumper", TEAL, NIGHT, scarf=ROSE)
BEN = Person(LIGHT, "crop", BLOND, "tee", RED, PETROL, broad=1.1)
LI = Person(LIGHT, "tail", BLACK, "tee", PLUM, DENIM)
DEX = Person(DARK, "top", BLACK, "tee", TEAL, NIGHT)

HAHA = "M0 0 L0 34 M0 17 L18 17 M18 0 L18 34 M30 34 L41 0 L52 34 M34 22 L48 22 M84 0 L84 34 M84 17 L102 17 M102 0 L102 34 M114 34 L125 0 L136 34 M118 22 L132 22"


def meme(x, y, ground, mirror=False):
    """Sami's drawing with big letters across it."""
    bird = group(drawing(0, 0, 0, 1.25), 105, 66, mirror=mirror)
    shout = stroke(HAHA, INK, 17) + stroke(HAHA, WHITE, 9)
    return group(box(0, 0, 210, 150, ground, 10) + bird + group(shout, 36, 100), x, y)


def laughing(points):
    """Laughing faces, all in one."""
    eyes = mouths = ""
    for x, y in points:
        eyes += f"M{x - 10} {y - 3} Q{x - 6} {y - 9} {x - 2} {y - 3} M{x + 2} {y - 3} Q{x + 6} {y - 9} {x + 10} {y - 3} "
        mouths += f"M{x - 10} {y + 3} L{x + 10} {y + 3} Q{x + 8} {y + 14} {x} {y + 14} Q{x - 8} {y + 14} {x - 10} {y + 3} z "
    faces = "".join(f"M{x} {y} L{x} {y} " for x, y in points)
    return "".join(circle(x, y, 20, OCHRE) for x, y in points) + stroke(eyes, INK, 3) + path(mouths, INK)


def respect_s1():
    faces = [(37 + 44 * i, 228) for i in range(5)] + [(37 + 44 * i, 278) for i in range(4)]
    page = meme(20, 24, SAND) + laughing(faces)
    jo = figure(JO, 196, 262, 1.35, "reading-worried", 0.6, 6, **both(14, 146, phone(14, 138, 0, 1.15, None)))
    return scene(beam(216, 420, 470, 96, 420), jo, display(468, 84, 250, 332, page), wall=MIST)


def respect_s2():
    bed = (
        box(-10, 150, 40, 318, CLAY, 10)
        + box(20, 390, 470, 60, PAPER, 16)
        + box(20, 330, 130, 64, PAPER, 28)
        + box(20, 426, 470, 60, PETROL, 10)
    )
    page = meme(14, 14, SAND) + meme(14, 188, BLUSH, True)
    jo = figure(JO, 262, 196, 1.08, "bite", 0.5, 6, pose=SIT, **both(10, 130, phone(10, 124, 0, 1.0, None)))
    return scene(bed, beam(274, 330, 520, 70, 430), jo, display(520, 64, 238, 372, page), wall=TEAL, floor=shade(TEAL), at=430)


def respect_s3():
    hoop = (
        box(478, 34, 120, 82, PAPER, 4, stroke=INK, width=6)
        + stroke("M504 100 L572 100", RED, 8)
        + stroke("M508 104 L520 142 M528 104 L532 142 M548 104 L544 142 M568 104 L556 142", WHITE, 3)
    )
    lines = oval(400, 408, 330, 66, stroke=PAPER, width=6)
    gap = oval(538, 362, 52, 15, SAND) + oval(538, 362, 52, 15, stroke=RED, width=5, dash="14 14")
    row = people(
        figure(NOUR, 262, 150, 0.48, "worried", 0.7, 0, pose=STAND),
        figure(JO, 396, 144, 0.48, "sad", 0.6, 0, pose=STAND),
        figure(LI, 112, 178, 0.52, "serious", 0.9, 0, pose=STAND),
        figure(DEX, 700, 178, 0.52, "sad", -0.9, 0, pose=STAND),
        figure(BEN, 290, 222, 0.56, "", 0, 0, pose=STAND),
    )
    return scene(hoop, lines, gap, row, wall=MIST, floor=CLAY, at=300)


def respect_s4():
    stairs = ""
    for i in range(5):
        y, x = 150 + 76 * i, 232 - 44 * i
        stairs += path(f"M{x} {y} L{800 - x} {y} L{828 - x} {y + 34} L{x - 28} {y + 34} z", shade(STONE, 1.2)) + box(
            x - 28, y + 34, 856 - 2 * x, 42, shade(STONE, 0.84)
        )
    sami = figure(SAMI, 370, 150, 1.0, "reading-worried", 0.3, 5, pose=SIT, **both(6, 130, phone(6, 122, 0, 1.0, None)))
    return scene(stairs, pad(566, 250, 7, 1.05), sami, wall=TEAL)


def respect_s5():
    grin = circle(0, 0, 92, OCHRE) + stroke("M-52 -30 Q-36 -52 -20 -30 M20 -30 Q36 -52 52 -30", INK, 9)
    grin += path("M-60 6 Q0 22 60 6 Q54 66 0 66 Q-54 66 -60 6 z", INK) + path("M-52 14 Q0 28 52 14 L46 34 Q0 46 -46 34 z", WHITE)
    cloud = box(456, 50, 300, 260, WHITE, 60) + path("M500 280 L330 396 L580 306 z", WHITE)
    jo = figure(JO, 232, 258, 1.35, "serious", 0.5, 3, **both(30, 140, phone(30, 126, 0, 1.2, None)))
    return scene(cloud, group(grin, 606, 180), jo, wall=TEAL)


FLOOR = (((-92, 222), (16, 244)), ((92, 222), (-16, 248)))
EASY = dict(left=Arm((-62, 190), 1, elbow=(-84, 122)), right=Arm((62, 190), -1, elbow=(84, 122)))


def respect_s6():
    sheet = path("M318 424 L470 424 L496 486 L292 486 z", PAPER) + stroke("M338 444 L448 444 M330 466 L442 466", PETROL, 8)
    row = people(
        figure(NOUR, 92, 206, 0.78, "calm", 0.6, 0, pose=FLOOR, **EASY),
        figure(BEN, 708, 206, 0.78, "calm", -0.6, 0, pose=FLOOR, **EASY),
        figure(JO, 236, 222, 0.82, "smile", 0.6, 0, pose=FLOOR, **EASY),
        figure(
            SAMI,
            560,
            222,
            0.82,
            "talk",
            -0.6,
            0,
            Arm((-74, 96), 1, "flat", elbow=(-84, 124), turn=190, flip=True),
            EASY["right"],
            pose=FLOOR,
        ),
        figure(COACH, 396, 214, 0.88, "kind", 0.6, 0, pose=FLOOR, **EASY),
    )
    return scene(row, sheet, wall=SAND, floor=CLAY, at=330)


def respect_end():
    art = Arm((-40, 150), 1, "fist", turn=-20, elbow=(-88, 128), item=pad(0, 118, -4, 1.0))
    row = people(
        figure(LI, 132, 186, 0.9, "smile", 0.6, 0, DOWN_L, ARM_R, pose=STAND),
        figure(JO, 272, 196, 0.94, "glad", 0.5, 0, DOWN_L, None, pose=STAND),
        figure(
            COACH, 620, 186, 1.0, "kind", -0.6, -3, Arm((-160, 90), 1, "none", back=True, elbow=(-98, 112)), DOWN_R, pose=STAND
        ),
        figure(
            SAMI,
            446,
            204,
            0.96,
            "laugh",
            0.2,
            0,
            art,
            Arm((40, 150), -1, "fist", turn=200, elbow=(88, 128), flip=True, item=ON_TOP),
            pose=STAND,
        ),
    )
    return scene(sun(400, 240, 220), row, wall=SAND, floor=CLAY, at=430)


# --- stories: sexting --------------------------------------------------------------------------
# Closed tiles and grey bubbles only: nothing here hints at what a picture shows.

NOAH = Person(TAN, "swoop", BLACK, "hoodie", PETROL, DENIM)  # the friend
ZOE = Person(DARK, "afro", BLACK, "jumper", OCHRE, NIGHT)  # who plays "you"
Y = Person(LIGHT, "shaggy", BLOND, "hoodie", PLUM, DENIM)
MIKA = Person(LIGHT, "short", GINGER, "hoodie", GREEN, NIGHT, glasses=True)
PAULA = Person(DARK, "bun", SILVER, "shirt", CLAY, NIGHT, glasses=True)  # an adult at school
SALMA = Person(BROWN, "short", BLACK, "jacket", TEAL, NIGHT, scarf=ROSE)  # an adult both trust
FINN = Person(BROWN, "top", BLACK, "tee", RED, PETROL)
ELA = Person(TAN, "tail", BLACK, "jacket", PLUM, DENIM)
IDA = Person(LIGHT, "long", CHESTNUT, "jumper", TEAL, NIGHT)


def grey_chat():
    """The screen of the phone in a hand: grey bubbles, no words."""
    return (
        box(-16, -32, 22, 12, STONE, 4)
        + box(-16, -15, 28, 12, STONE, 4)
        + box(-16, 2, 20, 12, STONE, 4)
        + box(-16, 19, 26, 12, STONE, 4)
    )


def sexting_s1():
    shown = Arm((118, 96), -1, "fist", elbow=(78, 132), turn=-50, item=phone(140, 52, 8, 1.5, PAPER, grey_chat()))
    noah = figure(NOAH, 220, 190, 1.08, "worried", 0.5, 3, Arm((-22, 186), 1, elbow=(-84, 124)), shown, pose=SIT)
    zoe = figure(ZOE, 566, 190, 1.08, "concerned", -0.7, -4, LAP_L, LAP_R, pose=SIT)
    return scene(bench(60, 392, 680), zoe, noah, wall=MIST, floor=MEADOW, at=430)


def face_down(x, y, turn=0, scale=1.0):
    """A phone lying on its screen, seen from the side."""
    return group(box(-44, -14, 88, 14, CASE, 6), x, y, turn, scale)


WALK = ((None, (-64, 440)), (None, (84, 440)))
BENT = (((-48, 196), (-48, 320)), ((48, 196), (48, 320)))


def sexting_s2b():
    noah = figure(
        NOAH,
        250,
        244,
        1.08,
        "sad",
        0.3,
        8,
        Arm((-8, 196), 1, elbow=(-70, 150)),
        Arm((14, 198), -1, elbow=(70, 150)),
        hip=(0, 136),
        pose=BENT,
    )
    zoe = figure(
        ZOE, 452, 194, 1.08, "kind", -0.7, -6, Arm((-40, 186), 1, elbow=(-86, 118)), Arm((60, 190), -1, elbow=(88, 122)), pose=SIT
    )
    return scene(bench(60, 392, 680), face_down(638, 392), noah, zoe, wall=TEAL, floor=MEADOW, at=430)


def sexting_s2():
    flight = [
        (500, 268, 96, 48),
        (618, 300, 120, 54),
        (476, 186, 126, 54),
        (636, 208, 140, 58),
        (500, 100, 140, 58),
        (664, 116, 118, 58),
        (452, 26, 132, 56),
        (614, 28, 150, 62),
    ]
    bubbles = "".join(chat(x, y, w, h, ASH if i % 2 else FOG, (w - 42,), i % 3 == 1) for i, (x, y, w, h) in enumerate(flight))
    held = Arm((92, 130), -1, "fist", elbow=(74, 138), turn=-30, item=phone(122, 106, 20, 1.1))
    noah = figure(NOAH, 318, 190, 1.08, "reading-worried", 0.6, 5, Arm((-26, 186), 1, elbow=(-84, 124)), held, pose=SIT)
    zoe = figure(
        ZOE, 150, 190, 1.08, "concerned", 0.7, 3, LAP_L, Arm((88, 34), -1, turn=10, elbow=(72, 120), item=ON_TOP), pose=SIT
    )
    return scene(bench(40, 392, 420), bubbles, noah, zoe, wall=shade(TEAL, 0.8), floor=shade(TEAL, 0.6), at=430)


def sexting_s3():
    tile = box(24, 66, 152, 152, STONE, 14) + lock(100, 148, 1.0, INK)
    arm = limb(((398, 570), (398, 450)), (82, 66), GREEN) + stroke("M336 470 L460 470", shade(GREEN), 12)
    palm = path("M340 466 C310 430 276 420 268 340 L520 300 C530 400 500 430 458 466 z", BROWN)
    fingers = stroke("M520 224 L498 220 M526 270 L498 268 M524 316 L498 316 M514 360 L496 362", BROWN, 40)
    nails = stroke("M494 219 L490 218 M494 268 L490 268 M494 316 L490 316 M492 362 L488 363", shade(BROWN, 1.3), 16)
    thumb = stroke("M292 380 Q270 320 304 262", BROWN, 46) + stroke("M304 262 L308 254", shade(BROWN, 1.3), 20)
    return scene(arm, palm, display(300, 66, 200, 320, tile), fingers, nails, thumb, wall=PETROL)


def sexting_s3b():
    low = table(392, CLAY, 40, 270) + face_down(150, 394, 0, 1.1)
    mika = figure(MIKA, 268, 160, 1.0, "worried", 0.8, 4, Arm((-110, 190), 1, turn=100), DOWN_R, pose=WALK)
    paula = figure(
        PAULA, 590, 226, 1.05, "kind", -0.7, -5, Arm((-30, 176), 1, elbow=(-86, 128)), Arm((40, 176), -1, elbow=(86, 128))
    )
    desk = table(404, shade(CLAY, 0.84), 440, 770)
    return scene(low, mika, paula.body, desk, paula.arms, wall=SAND, floor=shade(SAND, 0.9), at=440)


def sexting_s4():
    board = box(40, 40, 470, 190, shade(GREEN, 0.8), 6, stroke=CLAY, width=10) + writing(80, 84, (130, 90), CHALK, 30, 7)
    chair = (
        stroke("M392 250 L392 452 M504 250 L504 452 M392 372 L516 372", INK, 12)
        + box(388, 236, 122, 70, RED, 12)
        + path("M380 360 L520 360 L536 388 L368 388 z", RED)
    )
    group_ = people(
        figure(IDA, 104, 196, 0.78, "talk", 0.9, 12, pose=STAND),
        figure(ELA, 284, 192, 0.78, "serious", -0.9, -14, pose=STAND),
        figure(FINN, 192, 224, 0.78, "calm", -0.6, -8, pose=STAND),
    )
    zoe = figure(ZOE, 668, 272, 1.3, "concerned", -0.9, -5)
    return scene(board, group_, chair, zoe, wall=MIST, floor=SAND, at=400)


def sexting_s5():
    zoe = figure(
        ZOE,
        150,
        216,
        1.1,
        "reading",
        0.5,
        5,
        Arm((4, 170), 1, elbow=(-82, 126)),
        Arm((74, 176), -1, "fist", elbow=(86, 130), turn=70),
    )
    y = figure(Y, 386, 222, 1.08, "calm", 0.6, 0, Arm((-20, 172), 1, elbow=(-82, 128)), Arm((24, 172), -1, elbow=(82, 128)))
    call = Arm((66, -18), -1, "fist", elbow=(92, 84), turn=-110, item=phone(50, -52, -8, 0.9, None))
    salma = figure(SALMA, 634, 212, 1.12, "talk", -0.5, -3, Arm((-30, 170), 1, elbow=(-84, 126)), call)
    paper = path("M168 424 L300 424 L312 490 L150 490 z", PAPER) + stroke(
        "M186 440 L270 440 M182 456 L250 456 M178 472 L226 472", PETROL, 5
    )
    pen = stroke("M240 470 L262 420", RED, 7)
    phones = path("M396 440 L470 440 L480 474 L398 474 z M520 432 L590 432 L602 464 L524 464 z", INK)
    return scene(zoe.body, y.body, salma.body, table(394), paper, phones, zoe.arms, pen, y.arms, salma.arms, wall=SAND)


def sexting_end():
    row = people(
        figure(NOAH, 104, 196, 0.96, "calm", 0.6, 0, DOWN_L, ARM_R, pose=STAND),
        figure(ZOE, 254, 204, 0.96, "smile", 0.5, 0, DOWN_L, ARM_R, pose=STAND),
        figure(
            SALMA, 590, 190, 1.02, "kind", -0.6, -4, Arm((-150, 90), 1, "none", back=True, elbow=(-92, 112)), DOWN_R, pose=STAND
        ),
        figure(Y, 416, 204, 0.96, "smile", 0.2, 0, pose=STAND),
    )
    cloud = bubble(680, 40, 96, 78, WHITE, (664, 146, 712), 26) + heart(728, 76, 20)
    return scene(sun(400, 250, 220), row, cloud, wall=SAND, floor=MEADOW, at=430)


# --- writing -----------------------------------------------------------------------------------


def main():
    here = Path(__file__).parent
    for story in sorted((here.parent / "modules").glob("*/story.toml")):
        module = story.parent.name
        (here / module).mkdir(exist_ok=True)
        scenes = re.findall(r'^id = "(\w+)"', story.read_text(encoding="utf-8"), re.MULTILINE)
        for name in [scene_id.lower() for scene_id in scenes] + ["end"]:
            picture = globals()[f"{module.replace('-', '_')}_{name}"]()
            if len(picture) > 8192:
                raise SystemExit(f"{module}/{name}.svg has {len(picture)} bytes")
            (here / module / f"{name}.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
