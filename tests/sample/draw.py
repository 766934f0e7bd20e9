#!/usr/bin/env python3
"""Draws the pictures of the sample county as SVG files.

usage: draw.py DIR            writes DIR/<group>-{logo,hero,1,2}.svg
       draw.py DIR CONTENT    and also rasterises them into CONTENT/groups/<group>/
                              (needs rsvg-convert and ImageMagick's convert)

Flat, layered illustrations without people; the light comes from the upper left.
Every picture is a function of this file only, so a rerun gives the same bytes.
"""
import math
import os
import random
import subprocess
import sys

# ---------------------------------------------------------------- colour

def rgb(c):
    return tuple(int(c[i:i + 2], 16) for i in (1, 3, 5))


def mix(a, b, t):
    a, b = rgb(a), rgb(b)
    return '#%02x%02x%02x' % tuple(round(x + (y - x) * t) for x, y in zip(a, b))


def light(c, t):
    return mix(c, '#ffffff', t)


def dark(c, t):
    return mix(c, '#1a1a2e', t)


BRAND = {
    'hlyey': '#2E7D6B', 'hl01': '#B3402A', 'hl02': '#2B5C9E', 'hl03': '#8A5A00',
    'hl04': '#6B3FA0', 'ds01': '#A33A5E', 'ds10': '#1F6F8B', 'hl10': '#4F7A28',
    'hl15': '#3F51B5', 'tyc01': '#B5541C',
}
CREAM = '#FBF4E6'
WOOD = '#D9A566'
WOODD = '#B07C42'
EARTH = '#C79A6B'
LEAF = '#6FA35A'
LEAFD = '#477A45'

# ---------------------------------------------------------------- canvas


def n(x):
    return ('%.1f' % x).rstrip('0').rstrip('.')


class Pic:
    """A picture under construction: a list of SVG elements and of definitions."""

    def __init__(self, w, h, seed):
        self.w, self.h = w, h
        self.out, self.defs, self.ids = [], [], 0
        self.r = random.Random(seed)

    def add(self, s):
        self.out.append(s)

    def id(self):
        self.ids += 1
        return 'd%d' % self.ids

    def svg(self):
        return ('<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
                'viewBox="0 0 %d %d" width="%d" height="%d"><defs>%s</defs>\n%s\n</svg>\n'
                % (self.w, self.h, self.w, self.h, ''.join(self.defs), '\n'.join(self.out)))

    # shapes
    def path(self, d, fill, o=1, extra=''):
        self.add('<path d="%s" fill="%s"%s %s/>' % (d, fill, '' if o == 1 else ' opacity="%.2f"' % o, extra))

    def line(self, d, stroke, w, o=1, extra=''):
        self.add('<path d="%s" fill="none" stroke="%s" stroke-width="%s" stroke-linecap="round" stroke-linejoin="round" opacity="%.2f" %s/>' % (d, stroke, n(w), o, extra))

    def poly(self, pts, fill, o=1):
        self.path('M' + ' L'.join('%s %s' % (n(x), n(y)) for x, y in pts) + 'Z', fill, o)

    def rect(self, x, y, w, h, fill, r=0, o=1):
        self.add('<rect x="%s" y="%s" width="%s" height="%s" rx="%s" fill="%s" opacity="%.2f"/>' % (n(x), n(y), n(w), n(h), n(r), fill, o))

    def ell(self, x, y, rx, ry, fill, o=1, rot=0):
        t = ' transform="rotate(%s %s %s)"' % (n(rot), n(x), n(y)) if rot else ''
        self.add('<ellipse cx="%s" cy="%s" rx="%s" ry="%s" fill="%s" opacity="%.2f"%s/>' % (n(x), n(y), n(rx), n(ry), fill, o, t))

    def circ(self, x, y, r, fill, o=1):
        self.ell(x, y, r, r, fill, o)

    def ring(self, x, y, r, stroke, w, o=1):
        self.add('<circle cx="%s" cy="%s" r="%s" fill="none" stroke="%s" stroke-width="%s" opacity="%.2f"/>' % (n(x), n(y), n(r), stroke, n(w), o))

    def open(self, tr='', o=1, clip=None):
        self.add('<g%s%s%s>' % (' transform="%s"' % tr if tr else '', '' if o == 1 else ' opacity="%.2f"' % o,
                                ' clip-path="url(#%s)"' % clip if clip else ''))

    def close(self):
        self.add('</g>')

    def grad(self, stops, x1=0, y1=0, x2=0, y2=1):
        i = self.id()
        self.defs.append('<linearGradient id="%s" x1="%s" y1="%s" x2="%s" y2="%s">%s</linearGradient>' % (
            i, x1, y1, x2, y2, ''.join('<stop offset="%s" stop-color="%s"/>' % (p, c) for p, c in stops)))
        return 'url(#%s)' % i

    def glow(self, x, y, r, c, o):
        i = self.id()
        self.defs.append('<radialGradient id="%s"><stop offset="0" stop-color="%s" stop-opacity="%s"/><stop offset="1" stop-color="%s" stop-opacity="0"/></radialGradient>' % (i, c, o, c))
        self.circ(x, y, r, 'url(#%s)' % i)

    def clip(self, d):
        i = self.id()
        self.defs.append('<clipPath id="%s"><path d="%s"/></clipPath>' % (i, d))
        return i


def smooth(pts, close=''):
    """A soft curve through points (Catmull-Rom as Bezier)."""
    d = 'M%s %s' % (n(pts[0][0]), n(pts[0][1]))
    for i in range(len(pts) - 1):
        p0 = pts[max(i - 1, 0)]
        p1, p2 = pts[i], pts[i + 1]
        p3 = pts[min(i + 2, len(pts) - 1)]
        d += ' C%s %s %s %s %s %s' % (n(p1[0] + (p2[0] - p0[0]) / 6), n(p1[1] + (p2[1] - p0[1]) / 6),
                                      n(p2[0] - (p3[0] - p1[0]) / 6), n(p2[1] - (p3[1] - p1[1]) / 6), n(p2[0]), n(p2[1]))
    return d + close


# ---------------------------------------------------------------- landscape

def sky(p, top, bottom, mid=None):
    stops = [(0, top), (1, bottom)] if not mid else [(0, top), (.55, mid), (1, bottom)]
    p.rect(0, 0, p.w, p.h, p.grad(stops))


def sun(p, x, y, r, c, halo=3.2):
    p.glow(x, y, r * halo, c, .55)
    p.circ(x, y, r * 1.28, c, .35)
    p.circ(x, y, r, c)


def cloud(p, x, y, s, c='#ffffff', o=.9):
    p.open('translate(%s %s) scale(%s)' % (n(x), n(y), n(s * 1.0) if s >= 1 else '%.2f' % s), o)
    p.path('M-120 0 C-124 -30 -86 -44 -66 -32 C-56 -72 8 -80 24 -44 C52 -66 96 -46 92 -22 C122 -24 130 0 118 0 Z', c)
    p.path('M-120 0 C-122 -14 -112 -22 -100 -24 C-60 -14 60 -14 104 -22 C122 -20 126 0 118 0 Z', '#9fb4c8', .16)
    p.close()


def helan(p, base, peaks, col, lit, o=1, snow=None):
    """A range of faceted peaks: [(x, height)], lit from the left."""
    r = p.r
    pts = []
    for i, (x, h) in enumerate(peaks):
        if i:
            px, ph = peaks[i - 1]
            vx = (px + x) / 2 + r.uniform(-.1, .1) * (x - px)
            vh = min(h, ph) * r.uniform(.42, .6)
            pts.append((vx, vh, 0))
        pts.append((x, h, 1))
    first, last = pts[0], pts[-1]
    edge = [(first[0] - first[1] * 1.7, base)]
    for i, (x, h, k) in enumerate(pts):
        if i:
            px, ph, _ = pts[i - 1]
            for t in (.33, .68):
                edge.append((px + (x - px) * t + r.uniform(-8, 8), base - (ph + (h - ph) * t) + r.uniform(-.05, .05) * h))
        edge.append((x, base - h))
    edge.append((last[0] + last[1] * 1.7, base))
    p.open(o=o)
    p.poly(edge + [(edge[-1][0], base + 200), (edge[0][0], base + 200)], col)
    for i, (x, h, k) in enumerate(pts):
        if not k:
            continue
        lx = pts[i - 1][0] if i else x - h * 1.3
        w = x - lx
        p.poly([(x, base - h), (x - w * .30, base - h * .66), (x - w * .52, base - h * .52), (x - w * .62, base - h * .18), (x - w * .8, base),
                (x - w * .1, base), (x - w * .02, base - h * .3), (x - w * .16, base - h * .5), (x + w * .02, base - h * .74)], lit, .75)
        p.poly([(x + w * .22, base - h * .58), (x + w * .12, base - h * .34), (x + w * .28, base), (x + w * .46, base), (x + w * .33, base - h * .3)], lit, .28)
        if snow:
            p.poly([(x, base - h), (x - w * .2, base - h * .77), (x - w * .11, base - h * .74), (x - w * .06, base - h * .69), (x + w * .02, base - h * .76), (x + w * .1, base - h * .72), (x + w * .13, base - h * .8)], snow, .92)
    p.close()


def hills(p, y, amp, col, seed=0, o=1, step=200):
    r = random.Random(seed)
    pts = [(-60, y)]
    x = -60
    while x < p.w + 80:
        x += step * r.uniform(.7, 1.2)
        pts.append((x, y + r.uniform(-amp, amp)))
    p.path(smooth(pts) + ' L%d %d L-60 %d Z' % (p.w + 400, p.h + 20, p.h + 20), col, o)


def poplar(p, x, y, h, c=LEAF, trunk='#d8cdbb'):
    w = h * .105
    d = dark(c, .22)
    p.ell(x + h * .12, y, h * .17, h * .018, '#20303a', .16)
    p.rect(x - h * .014, y - h * .2, h * .028, h * .2, trunk)
    p.path('M%s %s C%s %s %s %s %s %s C%s %s %s %s %s %s Z' % tuple(map(n, (
        x, y - h, x + w * .55, y - h * .82, x + w * 1.25, y - h * .38, x + w * .25, y - h * .1,
        x - w * 1.55, y - h * .3, x - w * .7, y - h * .82, x, y - h))), c)
    p.path('M%s %s C%s %s %s %s %s %s C%s %s %s %s %s %s Z' % tuple(map(n, (
        x, y - h, x + w * .55, y - h * .82, x + w * 1.25, y - h * .38, x + w * .25, y - h * .1,
        x + w * .05, y - h * .4, x + w * .3, y - h * .7, x, y - h))), d, .75)
    for k in range(5):
        t = .24 + k * .13
        p.line('M%s %s q%s %s %s %s' % (n(x - w * .05), n(y - h * t), n(-w * .2), n(-h * .05), n(-w * .5), n(-h * .07)), light(c, .35), h * .008, .5)


def tree(p, x, y, s, c=LEAF, trunk='#8a6446', fruit=None, blossom=None):
    """A round tree, s = height."""
    d, l = dark(c, .25), light(c, .22)
    p.ell(x + s * .14, y, s * .36, s * .035, '#20303a', .18)
    p.path('M%s %s C%s %s %s %s %s %s L%s %s C%s %s %s %s %s %s Z' % tuple(map(n, (
        x - s * .045, y, x - s * .02, y - s * .2, x - s * .03, y - s * .3, x - s * .1, y - s * .5,
        x + s * .1, y - s * .52, x + s * .03, y - s * .3, x + s * .03, y - s * .18, x + s * .06, y))), trunk)
    p.line('M%s %s L%s %s' % (n(x), n(y - s * .3), n(x + s * .16), n(y - s * .5)), trunk, s * .03)
    blobs = [(.0, -.72, .25), (-.2, -.58, .2), (.2, -.6, .21), (-.08, -.5, .2), (.1, -.47, .19)]
    for bx, by, br in blobs:
        p.circ(x + bx * s + s * .03, y + by * s + s * .035, br * s, d)
    for bx, by, br in blobs:
        p.circ(x + bx * s, y + by * s, br * s, c)
    for bx, by, br in ((-.07, -.78, .13), (-.25, -.63, .1), (.13, -.68, .1)):
        p.circ(x + bx * s, y + by * s, br * s, l, .65)
    if fruit or blossom:
        q = random.Random(int(x * 7 + s))
        for _ in range(26 if blossom else 15):
            a, rr = q.uniform(0, 6.283), math.sqrt(q.random()) * .36
            fx, fy = x + math.cos(a) * rr * s, y - s * .6 + math.sin(a) * rr * s * .68
            if blossom:
                flower(p, fx, fy, s * q.uniform(.02, .034), blossom, '#f6d27a')
            else:
                p.circ(fx + s * .004, fy + s * .006, s * .026, dark(fruit, .3))
                p.circ(fx, fy, s * .024, fruit)
                p.circ(fx - s * .008, fy - s * .008, s * .007, '#ffffff', .6)


def flower(p, x, y, r, c, mid):
    for k in range(5):
        a = k * 1.2566 - 1.57
        p.circ(x + math.cos(a) * r * .75, y + math.sin(a) * r * .75, r * .62, c)
    p.circ(x, y, r * .42, mid)


def willow(p, x, y, s, c='#8fb46a'):
    p.ell(x + s * .1, y, s * .4, s * .03, '#20303a', .15)
    p.path('M%s %s C%s %s %s %s %s %s L%s %s C%s %s %s %s %s %s Z' % tuple(map(n, (
        x - s * .05, y, x - s * .01, y - s * .3, x - s * .06, y - s * .5, x - s * .02, y - s * .72,
        x + s * .06, y - s * .72, x + s * .03, y - s * .45, x + s * .05, y - s * .25, x + s * .08, y))), '#7a5a42')
    q = random.Random(int(x))
    for bx, by, br in ((-.16, -.7, .15), (.2, -.7, .15), (.02, -.78, .19), (-.06, -.72, .17)):
        p.circ(x + bx * s + s * .03, y + by * s + s * .03, br * s, dark(c, .2))
    for bx, by, br in ((-.17, -.71, .14), (.17, -.72, .14), (0, -.8, .18)):
        p.circ(x + bx * s, y + by * s, br * s, c)
    for k in range(74):
        a = q.uniform(-1, 1)
        sx, sy = x + a * s * .31, y - s * (.9 - abs(a) ** 2 * .2) + q.uniform(0, .16) * s
        L = s * q.uniform(.34, .66) * (1 - abs(a) * .12)
        b = a * s * .13
        col = q.choice([c, light(c, .22), light(c, .1), dark(c, .16)])
        p.line('M%s %s q%s %s %s %s' % (n(sx), n(sy), n(b), n(L * .35), n(b * 1.15), n(L)), col, s * q.uniform(.012, .02), .95)


def bush(p, x, y, s, c):
    for bx, br in ((-.5, .42), (.5, .4), (0, .55)):
        p.path('M%s %s a%s %s 0 0 1 %s 0 Z' % (n(x + bx * s - br * s), n(y), n(br * s), n(br * s), n(br * s * 2)), c if bx else light(c, .1))
    p.path('M%s %s a%s %s 0 0 1 %s 0 Z' % (n(x + .1 * s), n(y), n(.42 * s), n(.36 * s), n(.84 * s)), dark(c, .18), .55)


def grass(p, x, y, s, c, k=5):
    for i in range(k):
        a = (i - (k - 1) / 2) / k
        p.line('M%s %s q%s %s %s %s' % (n(x + a * s * .5), n(y), n(a * s * .2), n(-s * .6), n(a * s * 1.1), n(-s * (1 - abs(a) * .5))), c, s * .09)


def wheat(p, x, y, h, c, lean=0., o=1):
    """One stalk with an ear."""
    tx, ty = x + lean * h, y - h
    p.line('M%s %s Q%s %s %s %s' % (n(x), n(y), n(x + lean * h * .2), n(y - h * .6), n(tx), n(ty)), dark(c, .18), h * .018, o)
    ang = math.degrees(math.atan2(lean * 1.5, 1))
    p.open('translate(%s %s) rotate(%s)' % (n(tx), n(ty), n(ang)), o)
    g = h * .05
    for k in range(6):
        yy = g * 1.15 * k
        for sgn in (-1, 1):
            p.ell(sgn * g * .55, yy, g * .42, g * .85, c if sgn < 0 else dark(c, .14), 1, sgn * 24)
            p.line('M%s %s l%s %s' % (n(sgn * g * .6), n(yy - g * .5), n(sgn * g * .9), n(-g * 2.0)), light(c, .15), h * .006, .8)
    p.ell(0, -g * .8, g * .4, g * .85, light(c, .12))
    p.close()


def wheatrow(p, y, h, c, step, x0=-20, x1=None, o=1):
    x, x1 = x0, x1 or p.w + 20
    while x < x1:
        wheat(p, x, y + p.r.uniform(-6, 6), h * p.r.uniform(.82, 1.1), mix(c, '#ffffff', p.r.uniform(0, .16)), p.r.uniform(-.05, .16), o)
        x += step * p.r.uniform(.7, 1.3)


def sunflower(p, x, y, h, r, c='#F2B233', turn=0, missing=None):
    p.line('M%s %s Q%s %s %s %s' % (n(x), n(y), n(x - h * .05), n(y - h * .5), n(x), n(y - h)), '#5c8a44', max(4, h * .028))
    for t, sg in ((.32, -1), (.5, 1), (.7, -1)):
        yy = y - h * t
        p.path('M%s %s q%s %s %s %s q%s %s %s %s Z' % tuple(map(n, (x, yy, sg * h * .1, -h * .12, sg * h * .24, -h * .03, -sg * h * .1, h * .08, -sg * h * .24, h * .03))), '#6f9d4e' if sg < 0 else '#558243')
    cx, cy = x, y - h
    for ring, (cnt, k, col) in enumerate(((16, 1.0, dark(c, .14)), (16, .92, c))):
        for i in range(cnt):
            a = i * 360 / cnt + ring * 11 + turn
            p.open('translate(%s %s) rotate(%s)' % (n(cx), n(cy), n(a)))
            p.path('M0 %s C%s %s %s %s 0 %s C%s %s %s %s 0 %s Z' % tuple(map(n, (-r * .42, r * .24, -r * .6, r * .2, -r * .9, -r * 1.12 * k, -r * .2, -r * .9, -r * .24, -r * .6, -r * .42))), col)
            p.close()
    p.circ(cx, cy, r * .52, '#6b4226')
    p.circ(cx - r * .05, cy - r * .05, r * .42, '#7d5130')
    for i in range(24):
        a, q = i * 2.39996, math.sqrt(i / 24) * r * .42
        p.circ(cx + math.cos(a) * q, cy + math.sin(a) * q, r * .032, '#c98f4e')


def reed(p, x, y, h, c, head, lean=.1):
    tx, ty = x + lean * h, y - h
    p.line('M%s %s Q%s %s %s %s' % (n(x), n(y), n(x), n(y - h * .55), n(tx), n(ty)), c, max(2.2, h * .014))
    for t, sg in ((.25, 1), (.42, -1), (.6, 1)):
        bx, by = x + lean * h * t * t, y - h * t
        p.path('M%s %s q%s %s %s %s q%s %s %s %s Z' % tuple(map(n, (bx, by, sg * h * .06, -h * .14, sg * h * .22, -h * .13, -sg * h * .13, h * .01, -sg * h * .22, h * .16))), c)
    p.open('translate(%s %s) rotate(%s)' % (n(tx), n(ty), n(lean * 120)))
    for k in range(7):
        p.path('M0 %s q%s %s %s %s q%s %s %s %s Z' % tuple(map(n, (-k * h * .02, h * .05, -h * .03, h * .1, h * .03 - k * h * .006, -h * .06, -h * .005, -h * .1, -h * .02))), head, .85)
        p.path('M0 %s q%s %s %s %s q%s %s %s %s Z' % tuple(map(n, (-k * h * .02, -h * .03, -h * .04, -h * .05, h * .02, h * .02, -h * .005, h * .05, -h * .02))), dark(head, .12), .8)
    p.close()


def water(p, y, top, bottom, seed=1, k=26, y2=None):
    y2 = y2 or p.h
    p.rect(0, y, p.w, y2 - y, p.grad([(0, top), (1, bottom)]))
    r = random.Random(seed)
    for _ in range(k):
        t = r.random()
        yy = y + (y2 - y) * t
        ww = 40 + 180 * t * r.random()
        x = r.uniform(-40, p.w)
        p.path('M%s %s q%s %s %s 0 q%s %s %s 0 Z' % (n(x), n(yy), n(ww / 2), n(-2 - 4 * t), n(ww), n(-ww / 2), n(2 + 5 * t), n(-ww)), '#ffffff', .16 + .2 * r.random())


def footbridge(p, x, y0, y1, w, lean, c=WOOD, rail='#fff8ee'):
    """A plank bridge over a channel, from the far bank y0 to the near bank y1."""
    w2 = w * 1.35
    p.poly([(x + 8, y0 + 10), (x + w + 8, y0 + 10), (x + lean + w2 + 14, y1 + 14), (x + lean + 10, y1 + 14)], '#20303a', .16)
    p.poly([(x, y0), (x + w, y0), (x + lean + w2, y1), (x + lean, y1)], c)
    k = 9
    for i in range(k):
        t = i / k
        y = y0 + (y1 - y0) * t
        p.line('M%s %s h%s' % (n(x + lean * t), n(y), n(w + (w2 - w) * t)), dark(c, .22), 2.6)
    for sg in (0, 1):
        xa, xb = x + w * sg, x + lean + w2 * sg
        for i in range(4):
            t = i / 3
            p.rect(xa + (xb - xa) * t - 3, y0 + (y1 - y0) * t - 36 - 10 * t, 6, 38 + 10 * t, rail, 2)
        p.line('M%s %s L%s %s' % (n(xa), n(y0 - 35), n(xb), n(y1 - 45)), rail, 7)


def bird(p, x, y, s, c='#4a5a68'):
    p.line('M%s %s q%s %s %s %s q%s %s %s %s' % tuple(map(n, (x - s, y - s * .25, s * .5, -s * .4, s, s * .25, s * .5, -s * .65, s, -s * .25))), c, s * .14)


def egret(p, x, y, s, flip=1):
    p.open('translate(%s %s) scale(%s %s)' % (n(x), n(y), '%.3f' % (s * flip / 100), '%.3f' % (s / 100)))
    p.line('M-6 0 L-4 -46 M8 0 L6 -44', '#4a4a4a', 3)
    p.path('M-34 -46 C-30 -66 4 -76 22 -62 C26 -80 8 -92 16 -112 C20 -124 36 -122 38 -112 L56 -108 L38 -105 C30 -98 36 -84 34 -66 C32 -44 -4 -34 -34 -46 Z', '#ffffff')
    p.path('M-34 -46 C-18 -50 4 -52 20 -58 C14 -40 -10 -36 -34 -46 Z', '#cfdde2')
    p.path('M38 -112 L58 -108 L38 -105 Z', '#e8a33a')
    p.circ(31, -113, 2, '#333333')
    p.close()


# ---------------------------------------------------------------- buildings and yard

def window(p, x, y, w, h, frame='#ffffff', glass='#bfe0e6', arch=False, lit=False):
    g = '#ffe3a0' if lit else glass
    b = w * .09
    if arch:
        p.path('M%s %s v%s a%s %s 0 0 1 %s 0 v%s Z' % tuple(map(n, (x, y + h, -(h - w / 2), w / 2, w / 2, w, h - w / 2))), frame)
        iw = w - 2 * b
        p.path('M%s %s v%s a%s %s 0 0 1 %s 0 v%s Z' % tuple(map(n, (x + b, y + h - b, -(h - w / 2 - b), iw / 2, iw / 2, iw, h - w / 2 - b))), g)
    else:
        p.rect(x, y, w, h, frame, b * .6)
        p.rect(x + b, y + b, w - 2 * b, h - 2 * b, g, b * .3)
    p.poly([(x + w * .2, y + h * .82), (x + w * .5, y + h * .3), (x + w * .64, y + h * .3), (x + w * .34, y + h * .82)], '#ffffff', .45)
    p.rect(x + w / 2 - b * .3, y + b, b * .6, h - 2 * b, frame)
    p.rect(x + b, y + h * .52, w - 2 * b, b * .6, frame)
    p.rect(x - w * .06, y + h, w * 1.12, h * .07, dark(frame, .14))


def door(p, x, y, w, h, c, frame='#ffffff'):
    p.path('M%s %s v%s a%s %s 0 0 1 %s 0 v%s Z' % tuple(map(n, (x - w * .1, y, -(h - w * .5), w * .6, w * .6, w * 1.2, h - w * .5))), frame)
    p.path('M%s %s v%s a%s %s 0 0 1 %s 0 v%s Z' % tuple(map(n, (x, y, -(h - w * .5), w * .5, w * .5, w, h - w * .5))), c)
    p.rect(x + w * .47, y - h * .92, w * .06, h * .92, dark(c, .25))
    p.rect(x + w * .14, y - h * .68, w * .26, h * .28, light(c, .72), 3)
    p.rect(x + w * .6, y - h * .68, w * .26, h * .28, light(c, .72), 3)
    p.circ(x + w * .4, y - h * .3, w * .035, '#ffe9b0')
    p.circ(x + w * .6, y - h * .3, w * .035, '#ffe9b0')


def house(p, x, y, w, h, wall, roof, cols=3, rows=1, acc=None, arch=True, doorat=None, lit=False, gable=True, side=True, glass='#bfe0e6'):
    """A building whose front left corner stands at (x, y)."""
    acc = acc or roof
    sw = w * .14 if side else 0
    rh = h * .42
    p.ell(x + w * .62, y + 2, w * .62, h * .06, '#20303a', .15)
    if side:
        p.poly([(x + w, y), (x + w + sw, y - sw * .35), (x + w + sw, y - h - 2), (x + w, y - h)], dark(wall, .22))
    p.rect(x, y - h, w, h, wall)
    if gable:
        ov = w * .05
        if side:
            p.poly([(x + w / 2, y - h - rh), (x + w / 2 + sw, y - h - rh - sw * .3), (x + w + sw + ov, y - h + 4), (x + w + ov, y - h + rh * .08)], dark(roof, .28))
        p.poly([(x, y - h), (x + w / 2, y - h - rh * .96), (x + w, y - h)], wall)
        t = max(8, h * .055)
        p.poly([(x - ov, y - h + rh * .08), (x + w / 2, y - h - rh), (x + w + ov, y - h + rh * .08), (x + w + ov, y - h + rh * .08 + t), (x + w / 2, y - h - rh + t * 1.25), (x - ov, y - h + rh * .08 + t)], roof)
        p.poly([(x, y - h + t), (x + w / 2, y - h - rh + t * 1.3), (x + w, y - h + t), (x + w, y - h + t + 9), (x + w / 2, y - h - rh + t * 1.3 + 11), (x, y - h + t + 9)], dark(wall, .16), .8)
        p.circ(x + w / 2, y - h - rh * .38, rh * .17, '#ffffff')
        p.circ(x + w / 2, y - h - rh * .38, rh * .13, '#ffe3a0' if lit else glass)
        p.rect(x + w / 2 - 1.5, y - h - rh * .5, 3, rh * .26, '#ffffff')
        p.rect(x + w / 2 - rh * .13, y - h - rh * .38 - 1.5, rh * .26, 3, '#ffffff')
    else:
        p.rect(x - w * .025, y - h - h * .07, w * 1.05 + sw, h * .085, roof, 3)
        p.rect(x, y - h + h * .015, w, h * .03, dark(wall, .18), 0, .8)
    p.rect(x, y - h * .1, w, h * .1, dark(wall, .13))
    cw = w / cols
    rhh = h * .86 / rows
    for r in range(rows):
        for c in range(cols):
            cx, cy = x + cw * c, y - h * .92 + rhh * r
            if doorat == c and r == rows - 1:
                dw = min(cw * .56, rhh * .6)
                door(p, cx + (cw - dw) / 2, y, dw, min(rhh * .92, dw * 1.7), acc)
                p.rect(cx + cw * .1, y - 5, cw * .8, 5, light(dark(wall, .3), .3))
                p.rect(cx + cw * .04, y, cw * .92, 6, light(dark(wall, .3), .45))
            else:
                ww = min(cw * .52, rhh * .62)
                window(p, cx + (cw - ww) / 2, cy + rhh * .14, ww, min(rhh * .66, ww * 1.35), arch=arch, lit=lit, glass=glass)


def fence(p, x0, x1, y, h, c, gap=26):
    p.rect(x0, y - h * .78, x1 - x0, h * .1, dark(c, .1))
    p.rect(x0, y - h * .34, x1 - x0, h * .1, dark(c, .1))
    x = x0
    while x < x1:
        p.path('M%s %s v%s l%s %s l%s %s v%s Z' % tuple(map(n, (x, y, -h * .86, gap * .25, -h * .14, gap * .25, h * .14, h * .86))), c)
        p.rect(x + gap * .32, y - h * .84, gap * .18, h * .84, dark(c, .12))
        x += gap


def crate(p, x, y, w, h, c=WOOD):
    d = dark(c, .22)
    p.ell(x + w * .56, y + h * .02, w * .62, h * .1, '#20303a', .18)
    p.rect(x, y - h, w, h, c, 4)
    for k in range(1, 3):
        p.rect(x, y - h + h * k / 3 - 2, w, 3.4, d, 0, .7)
    p.rect(x, y - h, w * .07, h, light(c, .18), 3)
    p.rect(x + w * .93, y - h, w * .07, h, d, 3)


def bucket(p, x, y, s, c):
    p.ell(x + s * .15, y, s * .55, s * .1, '#20303a', .18)
    p.path('M%s %s L%s %s Q%s %s %s %s L%s %s Z' % tuple(map(n, (x - s * .5, y - s * .9, x - s * .36, y, x, y + s * .14, x + s * .36, y, x + s * .5, y - s * .9))), c)
    p.path('M%s %s L%s %s Q%s %s %s %s L%s %s Z' % tuple(map(n, (x + s * .12, y - s * .9, x + s * .1, y + s * .06, x + s * .26, y + s * .06, x + s * .36, y, x + s * .5, y - s * .9))), dark(c, .2), .7)
    p.ell(x, y - s * .9, s * .5, s * .13, dark(c, .3))
    p.line('M%s %s Q%s %s %s %s' % tuple(map(n, (x - s * .48, y - s * .92, x, y - s * 1.6, x + s * .48, y - s * .92))), '#8d97a0', s * .05)


def spade(p, x, y, s, rot, c):
    p.open('translate(%s %s) rotate(%s)' % (n(x), n(y), n(rot)))
    p.rect(-s * .04, -s, s * .08, s * .72, WOODD, 3)
    p.rect(-s * .14, -s * 1.04, s * .28, s * .09, WOODD, 4)
    p.path('M%s %s h%s v%s q0 %s %s %s q%s 0 %s %s Z' % tuple(map(n, (-s * .16, -s * .3, s * .32, s * .16, s * .14, -s * .16, s * .18, -s * .16, -s * .16, -s * .18))), c)
    p.path('M%s %s h%s v%s q0 %s %s %s Z' % tuple(map(n, (0, -s * .3, s * .16, s * .16, s * .14, -s * .16, s * .18))), dark(c, .2), .6)
    p.close()


def climber(p, x, y, s, c, c2):
    """A wooden climbing house with a slide, s = height."""
    p.ell(x + s * .4, y + 4, s * .95, s * .06, '#20303a', .17)
    post = WOODD
    p.path('M%s %s L%s %s L%s %s Q%s %s %s %s L%s %s Q%s %s %s %s Z' % tuple(map(n, (
        x + s * .42, y - s * .5, x + s * .52, y - s * .5, x + s * .92, y - s * .12, x + s * 1.02, y - s * .03, x + s * 1.16, y - s * .03,
        x + s * 1.16, y + s * .02, x + s * .98, y + s * .03, x + s * .86, y - s * .06))), c2)
    p.line('M%s %s L%s %s Q%s %s %s %s' % tuple(map(n, (x + s * .46, y - s * .52, x + s * .9, y - s * .12, x + s * 1.0, y - s * .04, x + s * 1.16, y - s * .05))), light(c2, .5), s * .018)
    for px in (-.02, .42):
        p.rect(x + s * px, y - s * .86, s * .05, s * .86, post)
        p.rect(x + s * px + s * .03, y - s * .86, s * .02, s * .86, dark(post, .2))
    p.rect(x - s * .06, y - s * .52, s * .58, s * .06, WOOD, 3)
    p.rect(x - s * .06, y - s * .47, s * .58, s * .03, dark(WOOD, .25), 2)
    for k in range(5):
        p.rect(x + s * (.04 + k * .085), y - s * .7, s * .022, s * .18, light(WOOD, .2))
    p.rect(x - s * .02, y - s * .72, s * .48, s * .035, WOOD, 3)
    p.poly([(x - s * .12, y - s * .84), (x + s * .225, y - s * 1.14), (x + s * .57, y - s * .84)], c)
    p.poly([(x + s * .225, y - s * 1.14), (x + s * .57, y - s * .84), (x + s * .3, y - s * .84)], dark(c, .2), .8)
    for k in range(5):
        yy = y - s * .1 * k - s * .06
        p.line('M%s %s L%s %s' % tuple(map(n, (x - s * .23 + k * s * .04, yy, x - s * .12 + k * s * .04, yy))), light(WOOD, .15), s * .025)
    p.line('M%s %s L%s %s M%s %s L%s %s' % tuple(map(n, (x - s * .26, y, x - s * .05, y - s * .5, x - s * .15, y, x + s * .06, y - s * .5))), post, s * .03)


def swing(p, x, y, s, c):
    p.ell(x + s * .5, y + 3, s * .75, s * .05, '#20303a', .15)
    p.line('M%s %s L%s %s L%s %s' % tuple(map(n, (x - s * .12, y, x + s * .06, y - s * .85, x + s * .24, y))), WOODD, s * .045)
    p.line('M%s %s L%s %s L%s %s' % tuple(map(n, (x + s * .78, y, x + s * .96, y - s * .85, x + s * 1.14, y))), WOODD, s * .045)
    p.line('M%s %s L%s %s' % tuple(map(n, (x, y - s * .85, x + s * 1.02, y - s * .85))), WOOD, s * .055)
    for k in (.28, .6):
        p.line('M%s %s V%s M%s %s V%s' % tuple(map(n, (x + s * k, y - s * .84, y - s * .24, x + s * (k + .17), y - s * .84, y - s * .24))), '#5d6a70', s * .012)
        p.rect(x + s * (k - .03), y - s * .25, s * .23, s * .05, c, 4)


def tyre(p, x, y, r, c='#4b5563'):
    p.ell(x + r * .1, y, r * 1.1, r * .16, '#20303a', .2)
    p.add('<path d="M%s %s a%s %s 0 0 1 %s 0" fill="none" stroke="%s" stroke-width="%s"/>' % (n(x - r), n(y), n(r), n(r), n(2 * r), c, n(r * .36)))
    p.add('<path d="M%s %s a%s %s 0 0 1 %s 0" fill="none" stroke="%s" stroke-width="%s"/>' % (n(x - r * 1.08), n(y), n(r * 1.08), n(r * 1.08), n(2.16 * r), light(c, .25), n(r * .06)))


def sign(p, x, y, w, h, c=WOOD, legs=60, draw=None):
    p.ell(x + w / 2, y + legs, w * .5, 7, '#20303a', .16)
    p.rect(x + w * .14, y, 10, legs + 2, WOODD)
    p.rect(x + w * .86 - 10, y, 10, legs + 2, WOODD)
    p.rect(x + 5, y - h + 7, w, h, dark(c, .3), 8, .5)
    p.rect(x, y - h, w, h, c, 8)
    p.rect(x + 8, y - h + 8, w - 16, h - 16, light(c, .25), 5)
    if draw:
        draw(x + 8, y - h + 8, w - 16, h - 16)


# ---------------------------------------------------------------- children's drawings and cards

def lines(p, x, y, w, k, c, gap=12, lw=4):
    for i in range(k):
        p.line('M%s %s h%s' % (n(x), n(y + i * gap), n(w * (1 if i < k - 1 else .6))), c, lw, .75)


def doodle(p, kind, x, y, s, c):
    """A small drawing of the kind children make, centred at (x, y)."""
    if kind == 'sun':
        p.circ(x, y, s * .26, '#F2B233')
        for k in range(8):
            a = k * .785
            p.line('M%s %s L%s %s' % tuple(map(n, (x + math.cos(a) * s * .34, y + math.sin(a) * s * .34, x + math.cos(a) * s * .46, y + math.sin(a) * s * .46))), '#F2B233', s * .06)
    elif kind == 'house':
        p.rect(x - s * .28, y - s * .08, s * .56, s * .44, light(c, .45))
        p.poly([(x - s * .38, y - s * .06), (x, y - s * .42), (x + s * .38, y - s * .06)], c)
        p.rect(x - s * .07, y + s * .12, s * .14, s * .24, dark(c, .2))
    elif kind == 'tree':
        p.rect(x - s * .05, y, s * .1, s * .4, WOODD)
        p.circ(x, y - s * .12, s * .28, LEAF)
        p.circ(x - s * .08, y - s * .2, s * .12, light(LEAF, .3))
    elif kind == 'fish':
        p.ell(x - s * .04, y, s * .3, s * .18, c)
        p.poly([(x + s * .2, y), (x + s * .42, y - s * .18), (x + s * .42, y + s * .18)], dark(c, .15))
        p.circ(x - s * .18, y - s * .05, s * .04, '#ffffff')
    elif kind == 'leaf':
        p.path('M%s %s C%s %s %s %s %s %s C%s %s %s %s %s %s Z' % tuple(map(n, (x - s * .3, y + s * .3, x - s * .34, y - s * .2, x + s * .1, y - s * .4, x + s * .36, y - s * .34, x + s * .38, y + s * .1, x + s * .1, y + s * .36, x - s * .3, y + s * .3))), LEAF)
        p.line('M%s %s L%s %s' % tuple(map(n, (x - s * .38, y + s * .38, x + s * .24, y - s * .22))), LEAFD, s * .05)
    elif kind == 'wave':
        for k in range(3):
            p.line('M%s %s q%s %s %s 0 t%s 0 t%s 0' % tuple(map(n, (x - s * .38, y - s * .2 + k * s * .2, s * .12, -s * .14, s * .25, s * .25, s * .25))), c, s * .07)
    elif kind == 'bird':
        p.ell(x, y, s * .28, s * .18, c)
        p.circ(x - s * .24, y - s * .16, s * .13, c)
        p.poly([(x - s * .36, y - s * .18), (x - s * .5, y - s * .12), (x - s * .35, y - s * .1)], '#F2A33A')
        p.path('M%s %s q%s %s %s %s q%s %s %s %s Z' % tuple(map(n, (x - s * .05, y - s * .06, s * .2, -s * .3, s * .36, -s * .22, -s * .06, s * .2, -s * .36, s * .22))), dark(c, .2))
        p.line('M%s %s v%s M%s %s v%s' % tuple(map(n, (x - s * .05, y + s * .16, s * .16, x + s * .08, y + s * .16, s * .16))), '#8a6446', s * .04)
    elif kind == 'flower':
        p.line('M%s %s V%s' % tuple(map(n, (x, y + s * .44, y))), LEAFD, s * .06)
        flower(p, x, y - s * .1, s * .22, c, '#F2B233')
    elif kind == 'hand':
        hand(p, x, y + s * .32, s * .8, c)
    elif kind == 'shoe':
        p.path('M%s %s v%s h%s l%s %s q%s %s %s %s v%s Z' % tuple(map(n, (x - s * .36, y + s * .2, -s * .36, s * .2, s * .14, s * .16, s * .38, 0, s * .4, s * .16, s * .04))), c)
        p.rect(x - s * .38, y + s * .18, s * .78, s * .07, dark(c, .35), 3)
    elif kind == 'drop':
        p.path('M%s %s C%s %s %s %s %s %s A%s %s 0 0 1 %s %s C%s %s %s %s %s %s Z' % tuple(map(n, (x, y - s * .42, x + s * .1, y - s * .2, x + s * .26, y, x + s * .26, y + s * .14, s * .26, s * .26, x - s * .26, y + s * .14, x - s * .26, y, x - s * .1, y - s * .2, x, y - s * .42))), c)
    elif kind == 'carrot':
        p.poly([(x - s * .14, y - s * .16), (x + s * .14, y - s * .16), (x, y + s * .42)], '#E8893A')
        for k in (-1, 0, 1):
            p.line('M%s %s q%s %s %s %s' % tuple(map(n, (x, y - s * .16, k * s * .04, -s * .14, k * s * .16, -s * .24))), LEAF, s * .07)
    elif kind == 'step':
        for k in range(3):
            p.rect(x - s * .36 + k * s * .24, y + s * .2 - k * s * .2, s * .24, s * .14 + k * s * .2, mix(c, '#ffffff', .15 * k))
    elif kind == 'boat':
        p.poly([(x - s * .4, y + s * .05), (x + s * .4, y + s * .05), (x + s * .2, y + s * .3), (x - s * .2, y + s * .3)], c)
        p.poly([(x - s * .24, y + s * .02), (x, y - s * .36), (x + s * .24, y + s * .02)], light(c, .55))


def hand(p, x, y, s, c):
    """A palm standing on (x, y)."""
    for k, (dx, L, a) in enumerate(((-.27, .38, -16), (-.1, .5, -5), (.08, .5, 5), (.24, .4, 15))):
        p.open('translate(%s %s) rotate(%s)' % (n(x + dx * s * .8), n(y - s * .45), n(a)))
        p.rect(-s * .085, -L * s, s * .17, L * s + s * .2, c, s * .085)
        p.close()
    p.open('translate(%s %s) rotate(-52)' % (n(x - s * .2), n(y - s * .2)))
    p.rect(-s * .085, -s * .4, s * .17, s * .45, c, s * .085)
    p.close()
    p.path('M%s %s C%s %s %s %s %s %s L%s %s C%s %s %s %s %s %s C%s %s %s %s %s %s Z' % tuple(map(n, (
        x - s * .33, y - s * .5, x - s * .36, y - s * .2, x - s * .26, y, x, y, x, y, x + s * .26, y, x + s * .34, y - s * .2, x + s * .3, y - s * .52,
        x + s * .1, y - s * .6, x - s * .2, y - s * .6, x - s * .33, y - s * .5))), c)


def card(p, x, y, w, h, kind, c, rot=0, text=2, paper='#fffdf7'):
    p.open('translate(%s %s) rotate(%s)' % (n(x), n(y), n(rot)))
    p.rect(4, 6, w, h, '#20303a', 4, .14)
    p.rect(0, 0, w, h, paper, 4)
    s = min(w, h * (.62 if text else .9))
    if kind:
        doodle(p, kind, w / 2, h * (.38 if text else .5), s * .92, c)
    if text:
        lines(p, w * .16, h * .78, w * .68, text, '#b9b4a8', h * .1, max(2.4, h * .024))
    p.circ(w / 2, h * .05, max(4, w * .035), c)
    p.close()


# ---------------------------------------------------------------- interiors

def room(p, wall, floor, y, acc, win=None, lightx=None, boards=True):
    """Back wall down to y, then a plank floor; a window at win=(x, y, w, h)."""
    p.rect(0, 0, p.w, y, p.grad([(0, light(wall, .16)), (1, wall)]))
    p.rect(0, y - 150, p.w, 150, mix(wall, acc, .13))
    p.rect(0, y - 156, p.w, 8, light(wall, .5))
    p.rect(0, y, p.w, p.h - y, p.grad([(0, dark(floor, .1)), (1, floor)]))
    if boards:
        vx = p.w / 2
        for k in range(-12, 13):
            x2 = vx + k * 190
            p.line('M%s %s L%s %s' % (n(vx + (x2 - vx) * .52), n(y), n(x2), p.h), dark(floor, .2), 2, .32)
        r = random.Random(5)
        for _ in range(16):
            t = r.random() ** 1.4
            yy = y + (p.h - y) * t
            k = r.randint(-9, 8)
            f = .52 + .48 * t
            p.line('M%s %s L%s %s' % (n(vx + k * 190 * f), n(yy), n(vx + (k + 1) * 190 * f), n(yy)), dark(floor, .2), 2, .32)
    p.rect(0, y - 14, p.w, 16, light(wall, .6))
    p.rect(0, y + 2, p.w, 10, '#20303a', 0, .14)
    if win:
        x, yy, w, h = win
        p.rect(x - 14, yy - 14, w + 28, h + 28, '#20303a', 8, .08)
        p.rect(x - 18, yy - 18, w + 36, h + 36, '#ffffff', 8)
        cid = p.clip('M%s %s h%s v%s h%s Z' % (n(x), n(yy), n(w), n(h), n(-w)))
        p.open(clip=cid)
        view(p, x, yy, w, h, acc)
        p.close()
        p.rect(x + w / 2 - 6, yy, 12, h, '#ffffff')
        p.rect(x, yy + h * .36, w, 10, '#ffffff')
        p.rect(x - 34, yy + h + 12, w + 68, 18, '#ffffff', 4)
        p.rect(x - 34, yy + h + 28, w + 68, 8, '#20303a', 4, .14)


def view(p, x, y, w, h, acc):
    p.rect(x, y, w, h, p.grad([(0, '#cfe8f1'), (1, '#f4f7ea')]))
    r = random.Random(int(x + w))
    pts = [(x - 20, y + h * .62)]
    for k in range(7):
        pts.append((x + w * (k + .5) / 7, y + h * (r.uniform(.38, .5) if k % 2 else r.uniform(.52, .6))))
    pts += [(x + w + 20, y + h * .6), (x + w + 20, y + h), (x - 20, y + h)]
    p.poly(pts, mix('#9fb9c8', acc, .18))
    p.rect(x, y + h * .72, w, h * .3, '#a9c98a')
    for k in range(5):
        poplar(p, x + w * (.1 + k * .21), y + h * .8, h * r.uniform(.42, .58), '#86ad68')
    p.rect(x, y + h * .84, w, h * .2, '#d9d28f')


def beam(p, x, y, w, h, slant=260):
    """Light falling from a window onto the floor."""
    p.poly([(x, y), (x + w, y), (x + w + slant, y + h), (x + slant - 60, y + h)], '#fff6d8', .3)


def shelf(p, x, y, w, h, rows, cols, c=WOOD, fill=None, back=None):
    """A bookcase standing with its lower left corner at (x, y)."""
    d = dark(c, .24)
    p.ell(x + w * .54, y + 3, w * .58, 14, '#20303a', .16)
    p.rect(x + w, y - h + 8, 20, h - 8, d)
    p.rect(x, y - h, w, h, c, 4)
    t = 14
    ch = (h - t * (rows + 1)) / rows
    cw = (w - t * (cols + 1)) / cols
    for r in range(rows):
        for k in range(cols):
            cx, cy = x + t + k * (cw + t), y - h + t + r * (ch + t)
            p.rect(cx, cy, cw, ch, back or dark(c, .34))
            p.rect(cx, cy, cw, ch * .16, '#20303a', 0, .14)
            if fill:
                fill(r, k, cx, cy, cw, ch)
    p.rect(x, y - h, w, 6, light(c, .3), 3)


def books(p, x, y, w, h, cols, seed):
    """Spines standing on y between x and x+w."""
    r = random.Random(seed)
    cx = x + 4
    while cx < x + w - 14:
        bw = r.uniform(10, 22)
        if cx + bw > x + w - 3:
            break
        bh = h * r.uniform(.62, .9)
        c = r.choice(cols)
        p.rect(cx, y - bh, bw, bh, c, 2)
        p.rect(cx + 2, y - bh * .82, bw - 4, 4, light(c, .6))
        p.rect(cx + bw - 3, y - bh, 3, bh, dark(c, .25), 1)
        cx += bw + 1.5
        if r.random() < .08:
            cx += 16


def basket(p, x, y, w, h, c='#D8A867', stuff=None):
    if stuff:
        r = random.Random(int(x * 3 + y))
        for k in range(9):
            q = r.choice(stuff)
            p.circ(x + w * (.14 + .09 * k), y - h * r.uniform(.92, 1.1), w * .085, q)
            p.circ(x + w * (.13 + .09 * k), y - h * 1.06, w * .03, '#ffffff', .3)
    p.path('M%s %s h%s l%s %s q%s %s %s 0 Z' % tuple(map(n, (x, y - h, w, -w * .1, h, -w * .4, h * .08, -w * .8))), c)
    p.path('M%s %s h%s l%s %s q%s %s %s 0 Z' % tuple(map(n, (x + w * .62, y - h, w * .38, -w * .1, h, -w * .12, h * .06, -w * .22))), dark(c, .2), .6)
    for k in range(1, 4):
        p.line('M%s %s Q%s %s %s %s' % tuple(map(n, (x + w * .03 * k, y - h + h * k / 4, x + w / 2, y - h + h * k / 4 + h * .06, x + w - w * .03 * k, y - h + h * k / 4))), dark(c, .3), 2.4, .6)
    p.rect(x - w * .03, y - h - h * .06, w * 1.06, h * .13, light(c, .18), h * .06)


def table(p, x, y, w, h, c=WOOD, top=22, legs=WOODD):
    """A table whose top surface front edge is at y-h; it stands on y."""
    p.ell(x + w * .52, y + 2, w * .55, 16, '#20303a', .17)
    for lx in (.06, .9):
        p.rect(x + w * lx, y - h + top, w * .04, h - top, legs, 3)
        p.rect(x + w * lx + w * .025, y - h + top, w * .015, h - top, dark(legs, .2), 2)
    for lx in (.16, .8):
        p.rect(x + w * lx, y - h + top, w * .03, h - top - 26, dark(legs, .25), 3)
    p.poly([(x + w * .06, y - h - w * .1), (x + w * .94, y - h - w * .1), (x + w, y - h), (x, y - h)], light(c, .22))
    p.rect(x, y - h, w, top, c, 5)
    p.rect(x, y - h + top * .66, w, top * .34, dark(c, .18), 4)


def stool(p, x, y, s, c):
    p.ell(x + s * .06, y, s * .5, s * .09, '#20303a', .18)
    for k in (-.32, .24):
        p.rect(x + s * k, y - s * .7, s * .09, s * .7, WOODD, 3)
    p.rect(x - s * .03, y - s * .66, s * .08, s * .6, dark(WOODD, .25), 3)
    p.rect(x - s * .46, y - s * .8, s * .92, s * .16, c, s * .06)
    p.rect(x - s * .46, y - s * .7, s * .92, s * .06, dark(c, .2), s * .03)


def rug(p, x, y, rx, ry, c):
    p.ell(x + 6, y + 10, rx, ry, '#20303a', .12)
    p.ell(x, y, rx, ry, c)
    p.add('<ellipse cx="%s" cy="%s" rx="%s" ry="%s" fill="none" stroke="%s" stroke-width="10" stroke-dasharray="26 16" opacity=".7"/>' % (n(x), n(y), n(rx * .88), n(ry * .86), light(c, .5)))
    p.ell(x, y, rx * .6, ry * .58, light(c, .2))


def pot(p, x, y, s, c, leaf=LEAF, kind=0):
    p.ell(x + s * .08, y, s * .36, s * .06, '#20303a', .17)
    for k in range(9):
        a = -1.57 + (k - 4) * .3
        L = s * (.95 - abs(k - 4) * .06)
        ex, ey = x + math.cos(a) * L * .75, y - s * .5 + math.sin(a) * L * .8
        px, py = -(ey - (y - s * .5)) * .16, (ex - x) * .16
        mx, my = (x + ex) / 2, (y - s * .5 + ey) / 2
        p.path('M%s %s Q%s %s %s %s Q%s %s %s %s Z' % tuple(map(n, (x, y - s * .5, mx + px, my + py, ex, ey, mx - px, my - py, x, y - s * .5))), leaf if k % 2 else dark(leaf, .18))
    p.path('M%s %s h%s l%s %s h%s Z' % tuple(map(n, (x - s * .3, y - s * .52, s * .6, -s * .08, s * .52, -s * .44))), c)
    p.path('M%s %s h%s l%s %s h%s Z' % tuple(map(n, (x + s * .06, y - s * .52, s * .24, -s * .08, s * .52, -s * .16))), dark(c, .2), .7)
    p.rect(x - s * .34, y - s * .58, s * .68, s * .12, light(c, .15), 4)


def lamp(p, x, L, s, c):
    p.line('M%s 0 V%s' % (n(x), n(L)), '#6a6a6a', 3)
    p.glow(x, L + s * .7, s * 2.4, '#fff1c4', .5)
    p.path('M%s %s h%s l%s %s h%s Z' % tuple(map(n, (x - s * .16, L, s * .32, s * .4, s * .6, -s * 1.12))), c)
    p.path('M%s %s h%s l%s %s h%s Z' % tuple(map(n, (x + s * .04, L, s * .12, s * .4, s * .6, -s * .4))), dark(c, .18), .6)
    p.ell(x, L + s * .6, s * .56, s * .09, '#fff6dc')


def board(p, x, y, w, h, c, frame=WOOD):
    p.rect(x + 6, y + 10, w, h, '#20303a', 8, .14)
    p.rect(x, y, w, h, frame, 8)
    p.rect(x + 14, y + 14, w - 28, h - 28, c, 4)


def block(p, x, y, w, h, c):
    """A wooden block with a top face, standing on y."""
    d = min(w, h) * .22
    p.poly([(x, y - h), (x + d, y - h - d * .7), (x + w + d, y - h - d * .7), (x + w, y - h)], light(c, .28))
    p.poly([(x + w, y - h), (x + w + d, y - h - d * .7), (x + w + d, y - d * .7), (x + w, y)], dark(c, .22))
    p.rect(x, y - h, w, h, c)


def arch(p, x, y, w, h, c):
    r = w * .26
    p.path('M%s %s v%s h%s v%s h%s v%s a%s %s 0 0 0 %s 0 v%s Z' % tuple(map(n, (x, y, -h, w, h, -(w / 2 - r), -(h * .2), r, r, -2 * r, h * .2))), c)
    d = w * .1
    p.poly([(x, y - h), (x + d, y - h - d * .7), (x + w + d, y - h - d * .7), (x + w, y - h)], light(c, .28))
    p.poly([(x + w, y - h), (x + w + d, y - h - d * .7), (x + w + d, y - d * .7), (x + w, y)], dark(c, .22))


# ---------------------------------------------------------------- heroes, 1600 x 700

def field(p, pts, c, rows, vx, vy, cid=None):
    """A ploughed or planted field: rows that meet at the vanishing point."""
    d = 'M' + ' L'.join('%s %s' % (n(x), n(y)) for x, y in pts) + 'Z'
    p.path(d, c)
    i = p.clip(d)
    p.open(clip=i)
    yb = max(y for _, y in pts)
    x0, x1 = min(x for x, _ in pts) - 900, max(x for x, _ in pts) + 900
    k = 0
    x = x0
    while x < x1:
        w = (x1 - x0) / rows * .42
        p.poly([(vx, vy), (x, yb), (x + w, yb)], dark(c, .16) if k % 2 else light(c, .18), .55)
        x += (x1 - x0) / rows
        k += 1
    p.close()


def hero_hlyey(p):
    b = BRAND['hlyey']
    sky(p, '#bfe3dc', '#fdf3dc', '#e2f1e4')
    sun(p, 330, 190, 52, '#ffd98a')
    cloud(p, 700, 120, .9)
    cloud(p, 1290, 90, 1.15, o=.8)
    helan(p, 400, [(60, 110), (230, 170), (420, 130), (620, 205), (800, 150), (990, 190), (1200, 140), (1400, 180), (1590, 120)], '#8fb8b4', '#b4d3c8')
    hills(p, 395, 12, '#9cc59a', 3)
    for k in range(16):
        poplar(p, 60 + k * 44 + p.r.uniform(-8, 8), 418, p.r.uniform(70, 105), mix('#7fae86', '#9ac08f', p.r.random()))
    hills(p, 425, 8, '#7fb583', 8)
    for x, h in ((905, 250), (945, 290), (990, 235), (1478, 270), (1524, 310), (1570, 250)):
        poplar(p, x, 455, h, '#5f9c6c')
    house(p, 1240, 452, 210, 120, '#f6efe0', '#4d9a88', 3, 1, b, doorat=None)
    house(p, 1030, 460, 250, 150, '#fffaf0', b, 3, 1, '#E09A3E', doorat=1)
    fence(p, 930, 1030, 464, 34, '#fffaf0', 20)
    # paddies: water between ridges, receding to the houses
    p.rect(0, 452, 1600, 260, '#5f9f73')
    rows = [(462, 492), (498, 540), (548, 606), (616, 700)]
    for i, (y0, y1) in enumerate(rows):
        x = -220 + i * 37
        k = 0
        while x < 1700:
            w = (250 + i * 120)
            sk = (y1 - y0) * .5
            col = ['#a9d8cf', '#cdeadb', '#93c9bf'][(k + i) % 3]
            p.path('M%s %s L%s %s L%s %s Q%s %s %s %s Z' % tuple(map(n, (x + sk, y0, x + w - 14 + sk, y0, x + w - 14 - sk * .3, y1, x + w / 2, y1 + 5, x - sk * .3, y1))), p.grad([(0, light(col, .35)), (1, col)]))
            p.path('M%s %s q%s -3 %s 0 q%s 4 %s 0Z' % tuple(map(n, (x + w * .3, (y0 + y1) / 2, w * .14, w * .28, -w * .14, -w * .28))), '#ffffff', .5)
            for rr in range(2 + i // 2):
                yy = y0 + (y1 - y0) * (.3 + .34 * rr)
                xx = x + 20
                while xx < x + w - 30:
                    s = 6 + i * 4.2
                    grass(p, xx + sk * .4, yy, s, ['#4f9a63', '#6fb56f'][k % 2], 3)
                    xx += 18 + i * 11
            x += w
            k += 1
    egret(p, 420, 560, 88)
    egret(p, 560, 520, 56, -1)
    egret(p, 1330, 592, 96, -1)
    for x, y, s in ((540, 190, 26), (600, 166, 20), (655, 200, 16)):
        bird(p, x, y, s, '#4d7f7a')
    for x in range(-10, 1620, 34):
        grass(p, x, 712, 44 + (x * 7 % 23), ['#2f7a5e', '#3f8d66', '#27684f'][x // 34 % 3], 5)


def hero_hl01(p):
    b = BRAND['hl01']
    sky(p, '#f7d9c0', '#fdf2e2', '#fbe6d0')
    sun(p, 1180, 210, 66, '#ffc27a')
    helan(p, 430, [(40, 120), (250, 190), (430, 140), (640, 210), (860, 150), (1050, 120), (1260, 185), (1480, 150)], '#d8a896', '#eac7b0')
    cloud(p, 380, 110, 1.0, '#fff6ec')
    cloud(p, 860, 80, .7, '#fff6ec')
    hills(p, 425, 12, '#d9bf84', 4)
    hills(p, 455, 8, '#c8b06a', 6)
    for k in range(11):
        poplar(p, 560 + k * 42, 462, p.r.uniform(80, 130), '#9aa862')
    house(p, 640, 500, 300, 165, '#fff4e6', b, 4, 1, '#D98A3E', doorat=1)
    house(p, 960, 505, 190, 120, '#f8e4cf', '#c9573f', 2, 1, b)
    house(p, 470, 503, 150, 110, '#f8e4cf', '#c9573f', 2, 1, b)
    hills(p, 505, 5, '#b9a35c', 2)
    willow(p, 1400, 560, 470, '#9fb765')
    # the red brick wall
    y0 = 540
    p.rect(0, y0, 1600, 170, b)
    p.rect(0, y0 - 16, 1600, 20, dark(b, .16), 3)
    p.rect(0, y0 - 16, 1600, 7, light(b, .3), 3)
    r = random.Random(11)
    for row in range(6):
        y = y0 + 8 + row * 27
        x = -60 + (row % 2) * 38
        while x < 1620:
            c = r.choice([light(b, .08), light(b, .14), dark(b, .07), b, light(b, .2)])
            p.rect(x, y, 70, 22, c, 3)
            p.rect(x, y, 70, 4, light(c, .16), 2)
            x += 76
    for x, hh in ((150, 210), (190, 250), (232, 190), (270, 228), (312, 176), (700, 150), (735, 180), (768, 138), (1130, 168), (1162, 200), (1196, 150)):
        wheat(p, x, y0 + 6, hh, '#E3B04B', r.uniform(-.04, .14))
        grass(p, x, y0 - 6, 40, '#8a9a4e', 3)
    # dew drops on a leaf
    for x, y, s in ((452, 508, 24), (486, 520, 15), (900, 522, 18)):
        doodle(p, 'drop', x, y, s * 2, '#bfe3ea')
        p.circ(x - s * .2, y + s * .1, s * .16, '#ffffff', .9)
    for x, y, s in ((250, 220, 22), (300, 196, 17), (215, 190, 14)):
        bird(p, x, y, s, '#a0614e')
    for x in range(-10, 1620, 58):
        grass(p, x, 712, 38 + (x * 5 % 19), ['#7f8a45', '#9aa054'][x // 58 % 2], 5)


def cart(p, x, y, s, c):
    """The material cart: two drawers, an open door, tools on top; s = width."""
    h = s * .62
    p.ell(x + s * .5, y + s * .13, s * .62, s * .05, '#20303a', .2)
    for wx in (.16, .84):
        p.circ(x + s * wx, y + s * .04, s * .1, '#3b4652')
        p.circ(x + s * wx, y + s * .04, s * .055, '#c9d2d8')
    p.rect(x, y - h, s, h, c, 8)
    p.rect(x, y - h, s * .035, h, light(c, .25), 6)
    for k in range(3):
        yy = y - h + h * .08 + k * h * .3
        p.rect(x + s * .06, yy, s * .52, h * .25, light(c, .18), 5)
        p.rect(x + s * .26, yy + h * .1, s * .12, h * .04, '#f2d39a', 3)
    p.rect(x + s * .63, y - h * .92, s * .32, h * .84, dark(c, .35), 4)
    for k in range(3):
        p.rect(x + s * .65, y - h * (.86 - k * .27), s * .28, h * .2, [WOOD, '#E8C48F', '#C98B52'][k], 3)
        for j in range(3):
            p.circ(x + s * (.69 + j * .1), y - h * (.76 - k * .27), s * .03, light(WOOD, .45))
    # open door with drawings
    p.poly([(x + s * .97, y - h * .96), (x + s * 1.3, y - h * 1.08), (x + s * 1.3, y - h * .02), (x + s * .97, y - h * .05)], light(c, .12))
    p.poly([(x + s * 1.0, y - h * .9), (x + s * 1.27, y - h * 1.0), (x + s * 1.27, y - h * .08), (x + s * 1.0, y - h * .11)], light(c, .5))
    ks = ['fish', 'hand', 'sun', 'house', 'leaf', 'bird']
    for k in range(6):
        px = x + s * (1.02 + (k % 2) * .125)
        py = y - h * (.88 - (k // 2) * .285) - (k % 2) * s * .02
        p.rect(px, py, s * .11, h * .23, '#fffdf4', 2)
        doodle(p, ks[k], px + s * .055, py + h * .11, s * .1, ['#C9573F', '#2B5C9E', '#E8893A'][k % 3])
    # top
    p.rect(x - s * .03, y - h - s * .04, s * 1.03, s * .05, WOODD, 4)
    for k, c2 in enumerate(('#E8C48F', '#C98B52', WOOD, '#E8C48F')):
        p.rect(x + s * (.06 + k * .11), y - h - s * (.12 + .03 * (k % 2)), s * .1, s * (.08 + .03 * (k % 2)), c2, 2)
        p.circ(x + s * (.11 + k * .11), y - h - s * .075, s * .02, dark(c2, .25))
    p.open('translate(%s %s) rotate(-18)' % (n(x + s * .72), n(y - h - s * .05)))
    p.rect(-s * .015, -s * .2, s * .03, s * .2, WOODD, 3)
    p.rect(-s * .08, -s * .24, s * .16, s * .06, '#6b7680', 4)
    p.close()


def hero_hl02(p):
    b = BRAND['hl02']
    sky(p, '#9fc6ea', '#eef6fb', '#cbe2f3')
    sun(p, 240, 150, 54, '#fff0b8')
    cloud(p, 520, 130, 1.3)
    cloud(p, 1020, 90, 1.0)
    cloud(p, 1420, 170, 1.2)
    helan(p, 410, [(60, 90), (260, 150), (470, 195), (690, 140), (900, 175), (1130, 120), (1340, 165), (1560, 110)], '#7fa2c6', '#a9c4dd', snow='#f4f9fd')
    hills(p, 405, 10, '#9fc59f', 5)
    for k in range(9):
        poplar(p, 900 + k * 34, 425, p.r.uniform(60, 95), '#86b585')
    # saw-tooth workshop
    x0, y0 = 520, 500
    p.ell(x0 + 330, y0 + 2, 420, 12, '#20303a', .14)
    p.rect(x0, y0 - 150, 640, 150, '#fbf7ee')
    for k in range(4):
        x = x0 + k * 160
        p.poly([(x, y0 - 150), (x, y0 - 232), (x + 160, y0 - 150)], '#fbf7ee')
        p.poly([(x - 6, y0 - 226), (x, y0 - 246), (x + 172, y0 - 156), (x + 160, y0 - 142)], b)
        p.poly([(x + 14, y0 - 196), (x + 14, y0 - 160), (x + 84, y0 - 160)], '#bfe0ee')
        p.rect(x, y0 - 150, 160, 6, dark('#fbf7ee', .12))
    p.rect(x0 + 640, y0 - 150, 60, 146, '#d9dde3')
    p.poly([(x0 + 640, y0 - 156), (x0 + 652, y0 - 150), (x0 + 712, y0 - 160), (x0 + 700, y0 - 172)], dark(b, .25))
    p.rect(x0, y0 - 16, 640, 16, '#dfe4ea')
    for k in range(4):
        if k == 1:
            p.rect(x0 + k * 160 + 24, y0 - 120, 112, 120, '#ffffff', 3)
            p.rect(x0 + k * 160 + 32, y0 - 112, 96, 112, '#3d4d63')
            p.rect(x0 + k * 160 + 32, y0 - 40, 96, 10, WOOD)
            p.rect(x0 + k * 160 + 42, y0 - 70, 14, 30, '#E8C48F')
            p.rect(x0 + k * 160 + 62, y0 - 60, 24, 20, '#C98B52')
            p.rect(x0 + k * 160 + 92, y0 - 78, 12, 38, WOOD)
        else:
            window(p, x0 + k * 160 + 34, y0 - 124, 92, 84)
    tree(p, 470, 505, 190, '#7fb06a')
    tree(p, 1260, 508, 230, '#6fa86a')
    hills(p, 496, 6, '#b9c978', 7)
    # canal
    p.path('M-20 560 C260 520 420 610 760 590 C1100 570 1300 520 1620 548 L1620 604 C1300 580 1110 640 760 652 C420 664 240 590 -20 622 Z', p.grad([(0, '#bfe1ef'), (1, '#6fb0d6')]))
    p.line('M-20 560 C260 520 420 610 760 590 C1100 570 1300 520 1620 548', '#e8ddc0', 10)
    p.line('M60 588 C260 560 420 636 700 622 M900 612 C1100 604 1280 560 1500 566', '#ffffff', 4, .6)
    p.rect(0, 640, 1600, 70, '#a8b85e')
    p.path('M-20 622 C240 590 420 664 760 652 C1110 640 1300 580 1620 604 L1620 720 L-20 720 Z', '#b4c26a')
    footbridge(p, 300, 546, 646, 74, 26)
    cart(p, 870, 622, 210, b)
    for k in range(26):
        x = 20 + k * 30
        wheat(p, x, 722, p.r.uniform(90, 165), '#E0B84E', p.r.uniform(0, .18))
    for k in range(14):
        x = 1180 + k * 32
        wheat(p, x, 722, p.r.uniform(90, 160), '#E0B84E', p.r.uniform(0, .18))
    for x, y, s in ((730, 210, 20), (780, 190, 15)):
        bird(p, x, y, s, '#5f7f9f')


def hero_hl03(p):
    b = BRAND['hl03']
    sky(p, '#5b5570', '#f8d79a', '#b98a7c')
    for k in range(26):
        p.circ(p.r.uniform(0, 1600), p.r.uniform(10, 190), p.r.uniform(1, 2.2), '#fff2d0', p.r.uniform(.3, .8))
    p.glow(800, 470, 620, '#ffe0a0', .75)
    helan(p, 450, [(40, 150), (240, 205), (450, 150), (680, 225), (920, 170), (1120, 215), (1340, 150), (1560, 190)], '#8d6f74', '#b78d7e')
    hills(p, 445, 12, '#8f7a52', 5)
    for x in (110, 160, 205, 255, 300, 1300, 1345, 1400, 1450, 1500):
        poplar(p, x, 475, p.r.uniform(150, 230), '#7b7443', '#b7a37e')
    hills(p, 474, 6, '#7d6b3e', 6)
    house(p, 380, 500, 240, 135, '#f7e3bd', '#a06a17', 3, 1, b, lit=True)
    house(p, 985, 500, 240, 135, '#f7e3bd', '#a06a17', 3, 1, b, lit=True)
    house(p, 610, 470, 370, 175, '#fff0d2', b, 3, 1, '#C97B2E', doorat=1, lit=True, side=False)
    # gate lamp
    for x in (585, 1005):
        p.rect(x - 5, 380, 10, 120, '#5d4a2c')
        p.glow(x, 372, 110, '#ffe9a8', .85)
        p.rect(x - 17, 352, 34, 40, '#ffe9a8', 8)
        p.rect(x - 21, 346, 42, 10, '#5d4a2c', 4)
    # seven steps
    for k in range(7):
        y = 470 + k * 33
        hw = 200 + k * 78
        c = mix('#f3dcae', '#caa065', k / 7)
        p.rect(800 - hw, y, hw * 2, 34, dark(c, .2))
        p.rect(800 - hw, y, hw * 2, 17, c, 2)
        p.rect(800 - hw, y, hw * 2, 4, light(c, .5), 2)
    for k in range(7):
        y = 470 + k * 33
        hw = 200 + k * 78
        if k % 2 == 0:
            for s in (-1, 1):
                x = 800 + s * (hw - 34 - k * 3)
                pot(p, x, y + 14 + k * 2, 46 + k * 9, '#b4622f', '#7d8a48')
    p.poly([(745, 470), (855, 470), (1010, 701), (590, 701)], '#ffedbb', .28)
    # little wet footprints going up
    for k in range(7):
        y = 480 + k * 33
        s = 5 + k * 1.6
        for sg in (-1, 1):
            p.ell(800 + sg * (14 + k * 4) + (k % 2) * 10, y, s * 1.3, s * .7, '#a8743a', .55)
    p.path('M196 80 A42 42 0 1 0 232 140 A34 34 0 1 1 196 80 Z', '#fff2cf')
    q = random.Random(9)
    for sg in (-1, 1):
        for k in range(64):
            x = 800 + sg * q.uniform(430, 820)
            y = 520 + (abs(x - 800) - 430) * .1 + q.uniform(0, 170)
            if abs(x - 800) > 210 + (y - 470) / 33 * 78 + 30:
                grass(p, x, y, q.uniform(16, 34), q.choice(['#97864a', '#a8934f', '#6a5a33', '#b89d55']), 4)
        for x, y, w in ((470, 540, 56), (610, 572, 70), (740, 560, 64), (770, 690, 90)):
            bush(p, 800 + sg * x, y, w, q.choice(['#75703c', '#86793f', '#686437']))


def hero_hl04(p):
    b = BRAND['hl04']
    sky(p, '#b9a6dc', '#fdeae0', '#e0cdea')
    sun(p, 1120, 260, 58, '#ffd6a0')
    helan(p, 430, [(30, 130), (220, 190), (400, 140), (600, 215), (800, 165), (1010, 130), (1220, 185), (1430, 140), (1590, 170)], '#8f7fbd', '#b3a3d4', snow=None)
    cloud(p, 760, 120, 1.1, '#fff5f2')
    cloud(p, 1380, 110, .9, '#fff5f2')
    hills(p, 425, 10, '#a9b98a', 5)
    for k in range(14):
        poplar(p, 640 + k * 34, 440, p.r.uniform(54, 88), '#8fa983')
    hills(p, 445, 6, '#97ad72', 9)
    # four houses along the canal
    house(p, 430, 500, 150, 100, '#fdf1e2', '#b0577e', 2, 1, b, doorat=1)
    house(p, 700, 484, 170, 108, '#fff8ee', b, 3, 1, '#E0A23E', doorat=1)
    house(p, 1010, 480, 190, 118, '#f4ecfa', '#8456b8', 3, 1, '#D9704F', doorat=1)
    house(p, 1330, 492, 170, 112, '#fff3e0', '#c47a3a', 2, 1, b, doorat=0)
    hills(p, 500, 4, '#a4b86c', 12)
    # the canal, one curve that passes all of them
    p.path('M1620 500 C1380 508 1300 560 1060 546 C820 532 780 500 560 530 C380 556 320 640 60 712 L560 712 C640 640 700 596 900 610 C1180 628 1400 560 1620 566 Z', p.grad([(0, '#cfc4ee'), (1, '#8aa6dd')]))
    p.line('M1620 500 C1380 508 1300 560 1060 546 C820 532 780 500 560 530 C380 556 320 640 60 712', '#efe2c4', 9)
    p.line('M560 712 C640 640 700 596 900 610 C1180 628 1400 560 1620 566', '#efe2c4', 9)
    for d in ('M1500 536 q-60 14 -130 18', 'M1240 572 q-80 10 -150 0', 'M820 562 q-80 -14 -150 4', 'M560 590 q-60 24 -100 60', 'M470 650 q-40 20 -70 46'):
        p.line(d, '#ffffff', 4, .65)
    for x, y, s, c in ((940, 580, 54, '#fff'), (1290, 556, 40, '#fff'), (520, 640, 78, '#fff')):
        p.poly([(x - s, y - s * .2), (x + s, y - s * .2), (x + s * .55, y + s * .24), (x - s * .55, y + s * .24)], '#ffffff')
        p.poly([(x - s * .5, y - s * .2), (x, y - s * .75), (x + s * .5, y - s * .2)], '#f3ecfb')
        p.poly([(x, y - s * .75), (x + s * .5, y - s * .2), (x, y - s * .2)], '#cfc0e6')
        p.poly([(x, y - s * .2), (x + s, y - s * .2), (x + s * .55, y + s * .24), (x, y + s * .24)], '#ded2f0')
    footbridge(p, 1120, 548, 622, 62, 18, '#d9c5a0', b)
    # irises in front
    q = random.Random(4)
    for k in range(52):
        x = q.uniform(700, 1620)
        y = 712
        h = q.uniform(40, 120) * (.6 + .4 * (x - 700) / 900)
        p.path('M%s %s q%s %s %s %s q%s %s %s %s Z' % tuple(map(n, (x, y, -4, -h * .6, h * .16, -h, -h * .02, h * .5, -h * .06, h))), q.choice(['#6f9a5a', '#5c8a52', '#86ac62']))
        if k % 2:
            fx, fy = x + h * .16, y - h - 6
            for a in (-52, 52, -26, 26, 0):
                p.ell(fx + a * .22, fy + abs(a) * .12, 6.5, 14, light(b, .12) if abs(a) > 40 else (b if a else light(b, .32)), 1, a)
            p.ell(fx, fy + 10, 5, 4, '#F4C95A')
    # pomegranate branch in the upper left
    p.line('M-20 60 C120 70 220 110 330 90 M150 80 C200 140 240 170 260 210 M60 62 C90 120 110 150 104 190', '#7a5242', 13)
    q = random.Random(8)
    for bx, by in ((60, 90), (130, 60), (200, 110), (250, 170), (300, 80), (100, 160), (20, 120), (170, 40), (240, 60)):
        for _ in range(5):
            a = q.uniform(0, 360)
            p.open('translate(%s %s) rotate(%s)' % (n(bx + q.uniform(-26, 26)), n(by + q.uniform(-22, 22)), n(a)))
            p.path('M0 0 C10 -12 34 -14 50 0 C34 14 10 12 0 0 Z', q.choice(['#6f9a5a', '#5c8a52', '#86ac62']))
            p.close()
    for x, y, s in ((262, 236, 44), (106, 214, 36), (330, 122, 30)):
        pomegranate(p, x, y, s, '#c9433f', True)
    for x, y, s in ((560, 200, 18), (604, 184, 14)):
        bird(p, x, y, s, '#7a6aa6')


def pomegranate(p, x, y, s, c, cut=False):
    p.circ(x, y, s, dark(c, .14))
    p.circ(x - s * .06, y - s * .06, s * .92, c)
    p.path('M%s %s l%s %s l%s %s l%s %s l%s %s l%s %s l%s %s Z' % tuple(map(n, (x - s * .22, y + s * .9, s * .02, s * .36, s * .12, -s * .14, s * .1, s * .18, s * .1, -s * .18, s * .12, s * .12, 0, -s * .34))), dark(c, .1))
    if cut:
        p.path('M%s %s C%s %s %s %s %s %s C%s %s %s %s %s %s Z' % tuple(map(n, (x - s * .5, y - s * .1, x - s * .3, y - s * .6, x + s * .4, y - s * .5, x + s * .52, y, x + s * .3, y + s * .5, x - s * .4, y + s * .4, x - s * .5, y - s * .1))), '#fbe3c8')
        for k in range(14):
            a, rr = k * 2.4, math.sqrt((k + .5) / 14) * s * .38
            p.circ(x + math.cos(a) * rr, y + math.sin(a) * rr * .8 - s * .03, s * .085, '#b3202f')
            p.circ(x + math.cos(a) * rr - s * .02, y + math.sin(a) * rr * .8 - s * .06, s * .026, '#ffffff', .7)
    p.ell(x - s * .5, y - s * .45, s * .13, s * .22, '#ffffff', .35, 35)


def hero_ds01(p):
    b = BRAND['ds01']
    sky(p, '#f6d3da', '#fff6ee', '#fbe6e4')
    sun(p, 860, 170, 60, '#ffe3b0')
    helan(p, 420, [(30, 120), (230, 165), (450, 205), (670, 150), (900, 190), (1120, 140), (1340, 180), (1560, 130)], '#d3a9b4', '#e6c8ca')
    cloud(p, 560, 100, .9, '#fffafa')
    cloud(p, 1180, 120, 1.1, '#fffafa')
    hills(p, 420, 8, '#c9c79a', 3)
    # town street
    house(p, 330, 500, 150, 150, '#fbeee2', '#c9704f', 2, 2, b, gable=False, arch=False)
    house(p, 1190, 500, 170, 170, '#f7e3d8', '#b5657a', 2, 2, b, gable=False, arch=False)
    house(p, 1380, 504, 180, 130, '#fff3e4', '#d08a5c', 2, 1, b, doorat=1)
    house(p, 500, 502, 330, 170, '#fff8ef', b, 4, 1, '#E09A3E', doorat=1)
    house(p, 880, 502, 250, 140, '#fdeee9', '#c8607c', 3, 1, b, doorat=1)
    p.rect(0, 500, 1600, 210, '#ecd9c2')
    p.path('M0 520 L1600 506 L1600 712 L0 712 Z', '#f2e3ce')
    for k in range(9):
        p.line('M0 %s L1600 %s' % (n(540 + k * 22 + k * k * .6), n(524 + k * 24 + k * k)), '#e0cbb0', 3, .7)
    for k in range(-6, 26):
        p.line('M%s 514 L%s 712' % (n(300 + k * 60), n(-260 + k * 118)), '#e0cbb0', 2.4, .6)
    # market stalls
    for x, y, w, c, stuff in ((980, 600, 230, b, ['#D9704F', '#E8A23A', '#8fae5a']), (1270, 622, 260, '#5f8f8a', ['#8fae5a', '#c94b4b', '#f0d06a'])):
        p.ell(x + w / 2, y + 4, w * .6, 12, '#20303a', .16)
        for s in (.04, .93):
            p.rect(x + w * s, y - w * .72, w * .03, w * .72, WOODD)
        p.rect(x, y - w * .26, w, w * .22, WOOD, 4)
        p.rect(x, y - w * .26, w, w * .05, light(WOOD, .25), 3)
        for k in range(3):
            basket(p, x + w * (.05 + k * .32), y - w * .25, w * .25, w * .12, '#cf9a58', [stuff[k]])
        m = 8
        for k in range(m):
            cc = c if k % 2 == 0 else '#fff8f0'
            x0, x1 = x - w * .06 + k * w * 1.12 / m, x - w * .06 + (k + 1) * w * 1.12 / m
            xt0, xt1 = x + w * .04 + k * w * .92 / m, x + w * .04 + (k + 1) * w * .92 / m
            p.path('M%s %s L%s %s L%s %s a%s %s 0 0 1 %s 0 Z' % tuple(map(n, (xt0, y - w * .92, xt1, y - w * .92, x1, y - w * .7, (x1 - x0) / 2, (x1 - x0) / 2, -(x1 - x0)))), cc)
        p.rect(x - w * .06, y - w * .715, w * 1.12, 5, '#20303a', 0, .1)
    # the travelling box
    crate(p, 640, 612, 170, 96, '#d9a566')
    p.poly([(640, 516), (810, 516), (842, 454), (676, 454)], '#e9bd82')
    p.poly([(652, 510), (804, 510), (830, 462), (684, 462)], '#c98f52')
    for k, c in enumerate((b, '#5f8f8a', '#E0A23E', '#d98aa0')):
        p.path('M%s 518 c0 -44 34 -44 34 0 Z' % n(656 + k * 36), c)
    p.circ(680, 566, 20, '#fff6ea')
    doodle(p, 'flower', 680, 566, 34, b)
    doodle(p, 'leaf', 748, 566, 40, b)
    # apricot tree in front
    p.ell(190, 690, 240, 16, '#20303a', .14)
    p.path('M120 712 C150 600 120 520 150 400 L196 396 C180 520 214 600 222 712 Z', '#6f4c42')
    for d, w in (('M160 470 C100 400 60 360 -20 330', 26), ('M176 430 C230 340 300 300 400 270', 24), ('M168 410 C160 330 190 250 170 160', 20), ('M300 306 C330 260 360 230 440 180', 13), ('M176 300 C130 250 90 230 40 170', 12), ('M360 285 C420 300 470 300 520 330', 11)):
        p.line(d, '#6f4c42', w)
    for cx, cy, rr in ((150, 140, 130), (60, 230, 110), (250, 200, 120), (370, 230, 96), (450, 320, 60), (10, 330, 80), (30, 90, 90), (270, 100, 80)):
        p.circ(cx + 8, cy + 10, rr, '#eab3c2', .8)
    for cx, cy, rr in ((140, 130, 120), (50, 220, 100), (240, 185, 110), (360, 220, 84), (440, 312, 50), (20, 80, 80), (265, 95, 66)):
        p.circ(cx, cy, rr, '#f6cdd7', .9)
    q = random.Random(21)
    for k in range(330):
        a = q.uniform(0, 6.28)
        cx, cy, rx, ry = q.choice([(150, 130, 190, 130), (370, 225, 110, 90), (30, 260, 120, 100), (445, 320, 60, 50), (230, 180, 150, 120)])
        rr = math.sqrt(q.random())
        x, y = cx + math.cos(a) * rx * rr, cy + math.sin(a) * ry * rr
        flower(p, x, y, q.uniform(8, 15), q.choice(['#ffffff', '#fbdfe4', '#f4bccb', '#eea3b8']), q.choice([b, '#f3c66a']))
    for k in range(46):
        x, y = q.uniform(20, 900), q.uniform(360, 705)
        p.ell(x, y, 5, 3.4, q.choice(['#f4bccb', '#ffffff', '#eea3b8']), .9, q.uniform(0, 180))


def hero_ds10(p):
    b = BRAND['ds10']
    sky(p, '#a9d3de', '#f3f6ec', '#d5eaea')
    sun(p, 1260, 170, 56, '#fff0c2')
    helan(p, 400, [(60, 100), (280, 160), (500, 120), (730, 185), (960, 140), (1180, 175), (1420, 125), (1600, 150)], '#8fb7c6', '#b4d1d8')
    cloud(p, 330, 120, 1.2)
    cloud(p, 900, 90, .9)
    hills(p, 398, 6, '#9cc4a4', 3)
    # far town
    for x, w, h in ((30, 60, 90), (98, 46, 120), (150, 70, 76), (1380, 56, 100), (1444, 70, 130), (1522, 60, 84)):
        p.rect(x, 412 - h, w, h, '#b5cdd2')
        for k in range(int(h / 22)):
            p.rect(x + 8, 420 - h + k * 22, w - 16, 8, '#d8e6e6')
    hills(p, 414, 4, '#86b590', 6)
    for x, h in ((420, 150), (460, 180), (500, 140), (1130, 160), (1172, 196), (1216, 150)):
        poplar(p, x, 440, h, '#74aa84')
    house(p, 560, 440, 190, 118, '#f6f2e6', '#4d93a8', 2, 1, b)
    house(p, 900, 440, 190, 118, '#f6f2e6', '#4d93a8', 2, 1, b, side=False)
    house(p, 690, 444, 260, 150, '#fffdf5', b, 3, 1, '#E2A44A', doorat=1, side=False)
    water(p, 444, '#bfe0e2', '#4a95ac', 5, 30)
    # reflections
    p.open('translate(0 890) scale(1 -1)', .2)
    house(p, 690, 444, 260, 150, '#fffdf5', b, 3, 1, '#E2A44A', doorat=1, side=False)
    for x, h in ((420, 150), (460, 180), (500, 140), (1130, 160), (1172, 196), (1216, 150)):
        poplar(p, x, 440, h, '#74aa84')
    p.close()
    p.rect(0, 440, 1600, 7, '#d8cfa6')
    # three ripples, the smallest inside
    for k, (rx, ry) in enumerate(((120, 24), (250, 52), (400, 86))):
        p.add('<ellipse cx="800" cy="590" rx="%d" ry="%d" fill="none" stroke="#ffffff" stroke-width="%d" opacity="%s"/>' % (rx, ry, 9 - k * 2, n(.95 - k * .2)))
    p.ell(800, 590, 40, 9, '#ffffff', .6)
    p.circ(800, 540, 15, '#eaf7f7')
    p.poly([(787, 534), (800, 506), (813, 534)], '#eaf7f7')
    q = random.Random(6)
    for k in range(34):
        left = k % 2
        x = q.uniform(-20, 330) if left else q.uniform(1270, 1620)
        reed(p, x, 716, q.uniform(110, 250), q.choice(['#6f9f62', '#85ad66', '#5b8c5c']), q.choice(['#d9bd86', '#c9a86f', '#e6cf9c']), q.uniform(.02, .2))
    for x, y, s in ((330, 560, 34), (1180, 520, 26), (1120, 640, 40), (500, 650, 44)):
        p.path('M%s %s a%s %s 0 1 1 %s %s L%s %s Z' % tuple(map(n, (x, y, s, s * .36, s * 1.2, -s * .24, x + s * .7, y - s * .02))), '#6fae7a')
        p.ell(x + s * .5, y, s * .9, s * .3, '#5c9e70', .9)
    flower(p, 350, 548, 16, '#fff5f0', '#f3c66a')
    egret(p, 1350, 610, 110, -1)
    for x, y, s in ((560, 180, 24), (615, 160, 18), (1010, 200, 16)):
        bird(p, x, y, s, '#5c8796')


def hero_hl10(p):
    b = BRAND['hl10']
    sky(p, '#c7e0b8', '#fdf6dc', '#e6eec6')
    sun(p, 800, 240, 74, '#ffe39a')
    helan(p, 400, [(40, 90), (240, 140), (450, 110), (660, 165), (930, 160), (1130, 115), (1350, 150), (1560, 100)], '#9db58f', '#bccdaa')
    cloud(p, 300, 110, 1.1, '#fffdf2')
    cloud(p, 1260, 100, 1.2, '#fffdf2')
    hills(p, 398, 6, '#a6bd78', 3)
    # fields meet at the horizon
    vx, vy = 800, 402
    strips = [(-900, -420, '#8fae52'), (-420, -60, '#e0be5a'), (-60, 240, '#9cba5c'), (240, 560, '#d2ae4c'), (560, 700, '#7f9f49'), (900, 1040, '#7f9f49'), (1040, 1360, '#e0be5a'), (1360, 1660, '#a7c066'), (1660, 2020, '#d2ae4c'), (2020, 2500, '#8fae52')]
    for x0, x1, c in strips:
        field(p, [(vx + (x0 - vx) * .06, vy), (vx + (x1 - vx) * .06, vy), (x1, 712), (x0, 712)], c, 64, vx, vy)
    p.poly([(vx - 6, vy), (vx + 6, vy), (900, 712), (700, 712)], '#ead9ae')
    p.poly([(vx - 1, vy), (vx + 6, vy), (900, 712), (850, 712)], '#d8c28e', .7)
    # poplar avenue
    for k in range(9, -1, -1):
        t = (k / 9) ** 1.7
        y = 700 - (700 - 412) * (t ** .42 if t else 0)
        s = (y - 400) / 300
        h = 60 + 520 * s
        for sg in (-1, 1):
            x = vx + sg * (18 + 310 * s)
            if 412 < y < 640:
                poplar(p, x, y, h, mix('#6d9b45', '#8fb060', 1 - s), '#cfc3a6')
    house(p, 1075, 470, 210, 116, '#fff8e6', b, 3, 1, '#D98A3E', doorat=1)
    house(p, 1290, 474, 130, 86, '#f7ecd2', '#7f9f49', 2, 1, b)
    house(p, 330, 466, 170, 96, '#fdf3dc', '#a9742f', 3, 1, b, doorat=1)
    # stacks of straw
    for x, y, s in ((180, 560, 62), (120, 600, 74), (1470, 590, 76)):
        p.ell(x + 10, y + 2, s * 1.1, 10, '#20303a', .16)
        p.path('M%s %s q%s %s %s %s q%s %s %s %s Z' % tuple(map(n, (x - s, y, 0, -s * 1.1, s, -s * 1.5, s, s * .4, s, s * 1.5))), '#e9c96c')
        p.path('M%s %s q%s %s %s %s q%s %s %s %s Z' % tuple(map(n, (x + s * .3, y, 0, -s * .9, -s * .3, -s * 1.5, s, s * .4, s, s * 1.5))), '#c9a548', .8)
        for k in range(5):
            p.line('M%s %s q%s %s %s %s' % tuple(map(n, (x - s * .6 + k * s * .24, y - 4, s * .05, -s * .4, s * .2, -s * .8))), '#f4dd94', 3, .8)
    wheatrow(p, 718, 150, '#E6BE55', 21, -20, 560)
    wheatrow(p, 718, 150, '#E6BE55', 21, 1060, 1620)
    wheatrow(p, 726, 92, '#D2A640', 19, -20, 640)
    wheatrow(p, 726, 92, '#D2A640', 19, 980, 1620)
    for x, y, s in ((520, 190, 20), (566, 172, 15), (1070, 210, 17)):
        bird(p, x, y, s, '#7d8f5c')


def hero_hl15(p):
    b = BRAND['hl15']
    sky(p, '#5a66ae', '#fbd9c0', '#aeb2dd')
    p.glow(520, 400, 460, '#ffe3bd', .8)
    sun(p, 520, 372, 56, '#ffe9c0')
    helan(p, 418, [(40, 130), (250, 190), (470, 140), (700, 205), (930, 150), (1140, 190), (1350, 130), (1560, 170)], '#6f78b5', '#949cd0')
    cloud(p, 1050, 130, 1.1, '#f5dfe4')
    cloud(p, 220, 110, .8, '#f5dfe4')
    hills(p, 416, 6, '#6d7fa0', 3)
    # jujube grove on the right bank
    hills(p, 432, 5, '#7c8f6a', 8)
    for k, x in enumerate((1180, 1250, 1330, 1400, 1475, 1550)):
        tree(p, x, 470, 120 + (k % 3) * 18, '#7d9a5c', fruit='#B33A2E')
    p.path('M640 464 Q900 446 1620 440 L1620 480 L640 480 Z', '#7c8f6a')
    house(p, 880, 462, 220, 126, '#fdf3ea', b, 3, 1, '#D98A3E', doorat=1, lit=True)
    house(p, 770, 460, 110, 84, '#eef0fb', '#6a78cf', 2, 1, b, lit=True, side=False)
    water(p, 462, '#c7c9ea', '#4a58a8', 9, 34)
    for k in range(14):
        p.ell(520 + (k % 3 - 1) * 9, 474 + k * 17, 44 + k * 7, 4 + k * .5, '#ffe9cf', .5 - k * .02)
    for k in range(9):
        p.path('M%s %s q%s -4 %s 0 q%s 5 %s 0Z' % tuple(map(n, (520 - 30 - k * 9, 480 + k * 25, 30 + k * 9, 60 + k * 18, -30 - k * 9, -60 - k * 18))), '#fff3dd', .7)
    # the channel that leaves the lake for the grove
    p.path('M1130 470 C1240 486 1420 480 1620 520 L1620 712 L1180 712 C1240 640 1190 560 1040 500 Z', '#8f9a62')
    p.path('M1130 470 C1240 486 1420 480 1620 520 L1620 540 C1420 506 1240 506 1110 486 Z', '#a5ad72')
    p.path('M1090 500 C1240 540 1300 600 1620 630 L1620 676 C1280 640 1210 560 1060 512 Z', '#6c7cd0')
    p.path('M1090 500 C1240 540 1300 600 1620 630 L1620 640 C1300 610 1240 550 1084 504 Z', '#b9bf8c')
    p.line('M1180 536 q70 30 130 66 M1400 628 q80 20 150 28', '#ffffff', 4, .6)
    # viewing platform
    p.ell(300, 618, 210, 10, '#20264a', .2)
    for x in (130, 210, 290, 370, 440):
        p.rect(x, 560, 12, 74, '#6b5140')
    p.poly([(96, 556), (470, 556), (500, 576), (70, 576)], '#c99a68')
    p.rect(70, 574, 430, 12, '#8f6844')
    for x in range(84, 490, 31):
        p.rect(x, 494, 8, 70, '#a9794d')
    p.rect(74, 490, 420, 12, '#c99a68', 4)
    p.rect(74, 524, 420, 8, '#a9794d', 3)
    p.poly([(0, 548), (100, 552), (100, 576), (0, 580)], '#c99a68')
    # telescope
    p.line('M240 494 L256 440 M272 494 L256 440 M256 494 L256 440', '#454f8a', 7)
    p.open('translate(256 436) rotate(-22)')
    p.rect(-40, -11, 84, 22, b, 8)
    p.rect(38, -14, 16, 28, '#2f3c8c', 5)
    p.close()
    q = random.Random(16)
    for k in range(30):
        x = q.uniform(520, 1010) if k < 9 else (q.uniform(-10, 90) if k < 14 else q.uniform(1080, 1620))
        reed(p, x, 722, q.uniform(80, 150) if k < 9 else q.uniform(130, 240), q.choice(['#55705a', '#6b8460', '#4b6350']), q.choice(['#d8b98c', '#e6cda4']), q.uniform(.04, .2))
    egret(p, 770, 600, 92)
    egret(p, 905, 560, 60, -1)
    for x, y, s in ((640, 200, 26), (700, 176, 22), (760, 206, 20), (824, 186, 17), (884, 214, 14)):
        bird(p, x, y, s, '#3d478a')


def hero_tyc01(p):
    b = BRAND['tyc01']
    sky(p, '#fbd8a6', '#fff5e2', '#fde8c4')
    p.glow(1080, 300, 620, '#ffe9a8', .8)
    for k in range(18):
        a = k * 20
        p.open('translate(1080 300) rotate(%d)' % a)
        p.poly([(-10, -190), (10, -190), (44, -760), (-44, -760)], '#fff1c0', .32)
        p.close()
    p.circ(1080, 300, 164, '#ffdf8c', .5)
    p.circ(1080, 300, 128, '#ffc95c')
    helan(p, 430, [(40, 110), (250, 165), (460, 120), (690, 185), (900, 130), (1120, 120), (1330, 170), (1560, 120)], '#dfa77c', '#edc49a')
    hills(p, 426, 8, '#c9b866', 3)
    hills(p, 446, 6, '#b0ac58', 7)
    # school with a roof garden
    x, y, w, h = 330, 520, 440, 170
    p.ell(x + w * .55, y + 2, w * .62, 12, '#20303a', .14)
    p.poly([(x + w, y), (x + w + 66, y - 22), (x + w + 66, y - h - 22), (x + w, y - h)], '#e0bf9a')
    p.rect(x, y - h, w, h, '#fff6e6')
    p.rect(x, y - 18, w, 18, '#ead2ad')
    for k in range(5):
        if k == 2:
            door(p, x + 20 + k * 88, y, 52, 92, b)
        else:
            window(p, x + 20 + k * 88, y - 110, 52, 70, arch=True)
    p.rect(x, y - h, w, 34, light(b, .72))
    for k in range(8):
        p.circ(x + 28 + k * 55, y - h + 17, 8, b)
    p.rect(x - 12, y - h - 16, w + 24, 18, b, 4)
    p.poly([(x + w + 12, y - h - 16), (x + w + 78, y - h - 38), (x + w + 78, y - h - 20), (x + w + 12, y - h + 2)], dark(b, .3))
    p.poly([(x - 12, y - h - 15), (x + 40, y - h - 38), (x + w + 78, y - h - 38), (x + w + 12, y - h - 15)], light(b, .55))
    for k in range(5):
        crate(p, x + 6 + k * 88, y - h - 16, 74, 26, '#c98f52')
        for j in range(4):
            if k in (1, 3):
                sunflower(p, x + 16 + k * 88 + j * 18, y - h - 40, 50 + (j % 2) * 18, 13, turn=j * 9)
            else:
                grass(p, x + 18 + k * 88 + j * 17, y - h - 40, 30, ['#7fa04e', '#5f8a42'][j % 2], 5)
    fence(p, x, x + w, y - h - 16, 30, '#fff6e6', 22)
    # wheeled boxes in the yard
    house(p, 1230, 500, 200, 110, '#fdf0da', '#c9733a', 3, 1, b, doorat=1)
    tree(p, 1500, 510, 180, '#9aab52')
    tree(p, 250, 522, 150, '#9aab52')
    hills(p, 516, 5, '#a9a850', 10)
    p.path('M700 512 C760 560 640 620 720 712 L980 712 C860 620 900 560 790 512 Z', '#ecd3a0')
    for k in range(3):
        xx, yy, s = 820 + k * 126, 560 + k * 4, 92
        for wx in (.2, .8):
            p.circ(xx + s * wx, yy + 4, 11, '#4c4038')
            p.circ(xx + s * wx, yy + 4, 5, '#d9c9a8')
        p.rect(xx, yy - 40, s, 40, [b, '#5f8f8a', '#d99a3e'][k], 6)
        p.rect(xx, yy - 40, s, 8, light([b, '#5f8f8a', '#d99a3e'][k], .3), 4)
        for j in range(3):
            sunflower(p, xx + 18 + j * 24, yy - 38, 56 + (j % 2) * 16, 15, turn=j * 14)
    q = random.Random(31)
    rows = [(640, 120, 25, 96, .0), (690, 168, 36, 118, .5), (748, 220, 52, 150, .2)]
    for y, h, r, step, off in rows:
        xx = -40 + off * step
        while xx < 1660:
            if not (650 < xx < (1190 if y < 700 else 1080 if y > 740 else 1150)):
                sunflower(p, xx, y + 40, h * q.uniform(.9, 1.12), r * q.uniform(.9, 1.06), q.choice(['#F2B233', '#F6BE45', '#EEA62A']), q.uniform(0, 22))
            xx += step * q.uniform(.8, 1.15)
    for x, y, s in ((660, 190, 22), (712, 172, 17)):
        bird(p, x, y, s, '#b5703c')


# ---------------------------------------------------------------- outdoor scenes, 1600 x 1200

def yard(p, b, top, bottom, ground, base=640, peaks=None, seed=3, sunat=(300, 200), mt=None, back='#a9c08a'):
    sky(p, top, bottom)
    if sunat:
        sun(p, sunat[0], sunat[1], 62, '#ffe6a6')
    r = p.r
    cx = r.uniform(480, 1000)
    cloud(p, cx, r.uniform(90, 200), r.uniform(.9, 1.3))
    cloud(p, (cx + r.uniform(420, 640)) % 1500, r.uniform(110, 260), r.uniform(1.1, 1.5))
    cloud(p, (cx + r.uniform(900, 1000)) % 1500, r.uniform(60, 150), r.uniform(.5, .7), o=.7)
    if not peaks:
        peaks = []
        x = r.uniform(-40, 80)
        while x < 1650:
            peaks.append((x, r.uniform(140, 290)))
            x += r.uniform(190, 300)
    helan(p, base - 90, peaks, mt or mix('#9db4c0', b, .2), light(mt or mix('#9db4c0', b, .2), .3))
    hills(p, base - 96, 12, back, seed)
    p.rect(0, base - 20, 1600, 1240 - base, ground)


def hedge(p, y, c, h=60):
    p.rect(0, y - h, 1600, h, c)
    x = 0
    r = random.Random(4)
    while x < 1640:
        w = r.uniform(40, 70)
        p.circ(x, y - h + 6, w * .55, c)
        p.circ(x - 6, y - h, w * .3, light(c, .18), .7)
        x += w * .9
    p.rect(0, y - 12, 1600, 12, dark(c, .2), 0, .6)


def paving(p, y, c, seed=1):
    """Large slabs in perspective from y to the foot of the picture."""
    p.rect(0, y, 1600, 1210 - y, c)
    yy, k = y, 0
    while yy < 1200:
        p.line('M0 %s H1600' % n(yy), dark(c, .13), 3, .6)
        yy += 18 + k * 9
        k += 1
    for j in range(-14, 15):
        p.line('M%s %s L%s 1200' % (n(800 + j * 92), n(y), n(800 + j * 240)), dark(c, .13), 3, .5)


def outdoor_hlyey(p):
    b = BRAND['hlyey']
    yard(p, b, '#bfe3dc', '#f7f4de', '#a8c98a', 620, sunat=(1260, 190))
    for k in range(12):
        poplar(p, 90 + k * 52, 640, p.r.uniform(150, 220), mix('#7fb58a', '#9cc593', p.r.random()))
    house(p, 980, 660, 460, 230, '#fffaf0', b, 4, 1, '#E09A3E', doorat=1)
    fence(p, 0, 980, 668, 60, '#fffaf0', 34)
    p.rect(0, 664, 1600, 560, '#b5d193')
    p.path('M0 760 C300 700 560 740 900 716 C1200 700 1400 730 1600 716 L1600 1210 L0 1210 Z', '#a3c67f')
    climber(p, 560, 742, 240, '#D9704F', '#E0A23E')
    # sand pit
    p.ell(1130, 920, 420, 150, '#8aad66')
    p.ell(1130, 910, 404, 140, '#c98f52')
    p.ell(1130, 906, 384, 126, '#f0d9a4')
    p.ell(1060, 880, 170, 44, '#f7e6bd')
    p.path('M960 900 Q1010 800 1070 822 Q1120 836 1150 900 Z', '#e3c486')
    p.path('M960 900 Q1010 800 1070 822 Q1040 850 1030 900 Z', '#f3dfae')
    for x, h in ((1200, 70), (1250, 92), (1300, 66)):
        p.path('M%s 950 l8 -%s h44 l8 %s Z' % (x, h, h), '#dcb976')
        p.path('M%s 950 l-4 -%s h18 l4 %s Z' % (x + 38, h, h), '#c49f5c')
        for k in range(3):
            p.rect(x + 8 + k * 17, 950 - h - 14, 11, 16, '#dcb976')
    p.line('M1040 950 C1120 984 1260 992 1400 930', '#d7bb80', 16, .8)
    bucket(p, 900, 960, 92, '#D9704F')
    spade(p, 1010, 1006, 190, 62, b)
    spade(p, 1420, 930, 170, -18, '#E0A23E')
    # the box of living together: five seedlings on one soil
    x, y, w, h = 120, 1090, 560, 210
    p.ell(x + w * .56, y + 6, w * .6, 34, '#20303a', .17)
    p.poly([(x, y - h), (x + 90, y - h - 74), (x + w + 60, y - h - 74), (x + w, y - h)], '#6e4a30')
    p.poly([(x + 30, y - h - 8), (x + 104, y - h - 64), (x + w + 34, y - h - 64), (x + w - 26, y - h - 8)], '#7d5638')
    for k in range(5):
        cx, cy = x + 90 + k * 104, y - h - 28 - (k % 2) * 18
        if k == 0:
            for j in range(5):
                wheat(p, cx + j * 12 - 24, cy, 190 + j % 2 * 40, '#CFC25A', (j - 2) * .06)
        elif k == 1:
            for j in range(3):
                p.line('M%s %s q%s -90 %s -180' % (cx, cy, (j - 1) * 16, (j - 1) * 44), '#4f8f52', 7)
                for t in (.4, .7, 1):
                    for sg in (-1, 1):
                        p.ell(cx + (j - 1) * 44 * t + sg * 18, cy - 180 * t, 20, 11, '#66ab62' if sg < 0 else '#4f9152', 1, sg * -24)
        elif k == 2:
            sunflower(p, cx + 10, cy, 250, 50)
        elif k == 3:
            for j in range(7):
                a = (j - 3) * .26
                p.path('M%s %s Q%s %s %s %s Q%s %s %s %s Z' % tuple(map(n, (cx, cy, cx + a * 60 - 12, cy - 90, cx + a * 130, cy - 150 + abs(a) * 60, cx + a * 60 + 14, cy - 70, cx, cy))), ['#7cbf7a', '#5aa266'][j % 2])
        else:
            p.line('M%s %s v-150' % (cx, cy), '#6b8f4a', 7)
            for t in range(6):
                for sg in (-1, 1):
                    p.ell(cx + sg * 30, cy - 36 - t * 22, 28, 9, '#a9c48c' if sg < 0 else '#86a86e', 1, sg * -22)
            for t in range(5):
                p.circ(cx + (t % 3 - 1) * 22, cy - 60 - t * 22, 9, '#E3A33A')
    p.rect(x, y - h, w, h, '#d3a063', 6)
    p.poly([(x + w, y - h), (x + w + 60, y - h - 74), (x + w + 60, y - 74), (x + w, y)], '#a9763f')
    for k in range(1, 4):
        p.rect(x, y - h + h * k / 4 - 3, w, 5, '#a9763f', 0, .8)
    for kx in (0, w - 34):
        p.rect(x + kx, y - h, 34, h, '#e4b87c', 4)
        for k in range(4):
            p.circ(x + kx + 17, y - h + 26 + k * 52, 5, '#8f673c')
    p.rect(x + 190, y - 150, 180, 92, '#fffaf0', 10)
    for k, c in enumerate((b, '#D9704F', '#E0A23E', '#7cae6a', '#5f93a8')):
        doodle(p, 'leaf', x + 214 + k * 33, y - 104, 32, c)
    for xx in range(0, 1600, 46):
        grass(p, xx, 1206, 44 + xx % 23, ['#6fa35f', '#86b86e', '#5c9156'][xx // 46 % 3], 5)


def outdoor_hl01(p):
    b = BRAND['hl01']
    yard(p, b, '#f6dcc6', '#fdf4e6', '#d8cfa0', 600, sunat=(220, 190), back='#c9c08a', mt='#d3aa98')
    # the lake behind
    p.rect(0, 560, 1600, 120, p.grad([(0, '#cfe2de'), (1, '#a5c9c6')]))
    for k in range(9):
        p.path('M%s %s q50 -5 100 0 q-50 6 -100 0Z' % (60 + k * 170, 580 + (k * 37) % 80), '#ffffff', .6)
    for k in range(20):
        reed(p, 30 + k * 28, 690, p.r.uniform(90, 170), '#8fa866', '#dcc08c', .1)
    paving(p, 690, '#e7d5b8')
    # white wall with the lakeside news
    p.rect(540, 240, 1060, 500, '#fffaf1')
    p.rect(540, 700, 1060, 44, '#e4d6c2')
    p.poly([(516, 246), (540, 200), (1620, 200), (1620, 246)], b)
    for k in range(28):
        p.path('M%s 246 v-40 a20 20 0 0 1 40 0 v40 Z' % (520 + k * 40), [b, dark(b, .1), light(b, .1)][k % 3])
    p.rect(540, 246, 1060, 14, '#20303a', 0, .12)
    ks = ['bird', 'fish', 'wave', 'leaf', 'boat', 'sun', 'flower', 'drop', 'tree', 'house']
    cs = [b, '#3F7C8F', '#5f93a8', '#7a9a4e', '#D98A3E', '#E0A23E', '#C9576B', '#4f8fb0', '#6f9a5a', '#a9603f']
    q = random.Random(2)
    i = 0
    for row in range(2):
        for k in range(5):
            card(p, 640 + k * 184 + q.uniform(-8, 8), 310 + row * 186 + q.uniform(-8, 8), 140, 156, ks[i], cs[i], q.uniform(-4, 4), 2, ['#fff3df', '#eef5f1', '#fdeee6'][i % 3])
            i += 1
    p.line('M610 300 H1600', '#c9b08a', 4)
    p.line('M610 486 H1600', '#c9b08a', 4)
    # brick gate post with the old wooden plaque
    for px in (330,):
        p.ell(px + 130, 800, 170, 18, '#20303a', .17)
        p.rect(px, 200, 220, 600, b)
        for row in range(23):
            for k in range(4):
                xx = px - 30 + k * 62 + (row % 2) * 30
                x0, x1 = max(px, xx), min(px + 220, xx + 56)
                if x1 - x0 > 6:
                    p.rect(x0, 206 + row * 26, x1 - x0, 21, q.choice([light(b, .08), light(b, .15), dark(b, .06), b]), 2)
        p.rect(px + 176, 200, 44, 600, '#20303a', 0, .14)
        p.rect(px - 18, 168, 256, 40, '#ead9c0', 5)
        p.rect(px - 18, 198, 256, 10, dark('#ead9c0', .2))
        p.rect(px + 64, 290, 96, 360, '#20303a', 6, .25)
        p.rect(px + 56, 282, 96, 360, '#a9733f', 6)
        p.rect(px + 56, 282, 12, 360, '#c58f58', 5)
        for k in range(5):
            p.line('M%s 300 q8 160 -2 320' % (px + 76 + k * 14), '#8f5c30', 2.4, .5)
        for yy, kd, cc in ((352, 'bird', '#4a2f1c'), (452, 'leaf', '#6f7f42'), (556, 'wave', '#3f6f80')):
            doodle(p, kd, px + 104, yy, 84, cc)
        p.circ(px + 104, 270, 6, '#5d4a3a')
    willow(p, 60, 850, 640, '#a3b96a')
    # stools with pebbles and a basket of willow twigs
    stool(p, 760, 900, 130, '#c98f52')
    for k in range(5):
        p.ell(720 + k * 20, 788 - (k % 2) * 6, 14, 9, ['#b9b3a8', '#8f8a80', '#d8d2c6'][k % 3])
    p.ell(1120, 962, 150, 20, '#20303a', .16)
    for k in range(13):
        p.line('M%s 860 q%s -90 %s -170' % (1070 + k * 8, (k - 6) * 5, (k - 6) * 15), ['#9a7a4a', '#b38f58', '#86683c'][k % 3], 6)
    basket(p, 1020, 960, 200, 120, '#cfa060')
    pot(p, 1420, 920, 170, '#b4622f', '#8aa35a')
    for k in range(16):
        x = 30 + k * 20
        wheat(p, x, 1205, p.r.uniform(150, 260), '#E3B04B', p.r.uniform(-.05, .16))
    for k in range(7):
        p.ell(p.r.uniform(500, 1500), p.r.uniform(980, 1170), 12, 5, '#a3b96a', .8, p.r.uniform(0, 180))


def outdoor_hl02(p):
    b = BRAND['hl02']
    yard(p, b, '#b5d5f0', '#f3f8fa', '#a9cc86', 610, sunat=(1330, 180), mt='#8fb0d0')
    house(p, 60, 640, 560, 250, '#fbf7ee', b, 5, 1, '#D98A3E', doorat=2, gable=False)
    hedge(p, 650, '#86b573', 46)
    p.rect(0, 646, 1600, 560, '#b7d492')
    p.path('M0 780 C400 720 900 830 1600 740 L1600 1210 L0 1210 Z', '#a6c97f')
    swing(p, 70, 850, 250, '#D9704F')
    # big tree
    p.ell(1180, 1010, 420, 44, '#20303a', .15)
    p.path('M1090 1010 C1130 860 1100 740 1110 560 L1230 560 C1220 740 1230 880 1290 1010 C1220 990 1160 990 1090 1010 Z', '#86603f')
    p.path('M1190 1000 C1200 860 1200 720 1196 560 L1230 560 C1220 740 1230 880 1290 1010 Z', '#6f4d32', .8)
    p.line('M1150 660 C1080 580 1020 540 940 500 M1190 640 C1270 560 1340 520 1420 480', '#86603f', 36)
    for k, (c, dx, dy) in enumerate(((dark(LEAF, .3), 20, 24), (LEAF, 0, 0))):
        for x, y, r in ((900, 470, 130), (1010, 380, 160), (1160, 330, 180), (1320, 370, 160), (1440, 460, 130), (1060, 500, 120), (1280, 500, 130), (1170, 450, 150)):
            p.circ(x + dx, y + dy, r, c)
    for x, y, r in ((860, 430, 66), (970, 320, 84), (1110, 250, 90), (1280, 300, 80), (1400, 410, 62), (1060, 430, 60)):
        p.circ(x, y, r, light(LEAF, .22), .75)
    cart(p, 420, 1010, 520, b)
    # a tree stump with a half built stool
    p.ell(1290, 1124, 170, 22, '#20303a', .18)
    p.path('M1170 1010 L1150 1120 Q1280 1150 1410 1120 L1390 1010 Z', '#8f6844')
    p.ell(1280, 1010, 112, 34, '#e3bd86')
    for r in (84, 58, 32, 12):
        p.add('<ellipse cx="1280" cy="1010" rx="%d" ry="%s" fill="none" stroke="#b98a52" stroke-width="4"/>' % (r, n(r * .3)))
    p.rect(1222, 950, 120, 18, '#d9a566', 4)
    for x in (1234, 1316):
        p.rect(x, 964, 14, 42, '#b07c42', 2)
    p.open('translate(1400 1000) rotate(38)')
    p.rect(-7, -110, 14, 120, WOODD, 5)
    p.rect(-34, -134, 68, 32, '#6b7680', 6)
    p.close()
    # planks, goggles, nails box
    for k in range(4):
        p.open('translate(%d %d) rotate(%d)' % (110 + k * 18, 1100 + k * 14, -8 + k * 3))
        p.rect(0, 0, 260, 22, [WOOD, '#e8c48f', '#c98b52', '#e3b57a'][k], 3)
        p.rect(0, 16, 260, 6, '#20303a', 3, .15)
        p.close()
    for k in range(2):
        x, y = 1010 + k * 10, 1110 + k * 30
        p.ring(x, y, 22, '#3b4652', 8)
        p.ring(x + 56, y, 22, '#3b4652', 8)
        p.circ(x, y, 18, '#cfe6ef')
        p.circ(x + 56, y, 18, '#cfe6ef')
        p.line('M%d %d h12' % (x + 22, y), '#3b4652', 8)
    for xx in range(0, 1600, 52):
        grass(p, xx, 1206, 36 + xx % 19, ['#7fb069', '#6a9c5a'][xx // 52 % 2], 5)


def footprints(p, x0, y0, x1, y1, k, s, c):
    dx, dy = x1 - x0, y1 - y0
    L = math.hypot(dx, dy)
    a = math.degrees(math.atan2(dy, dx)) + 90
    for i in range(k):
        t = i / max(1, k - 1)
        z = s * (1 - .0 * t)
        sg = -1 if i % 2 else 1
        x = x0 + dx * t - dy / L * z * .62 * sg
        y = y0 + dy * t + dx / L * z * .62 * sg
        z *= .55 + .45 * (y / 1200)
        p.open('translate(%s %s) scale(1 .62) rotate(%s)' % (n(x), n(y), n(a)))
        p.path('M%s %s a%s %s 0 1 1 %s 0 l%s %s h%s Z' % tuple(map(n, (-z * .34, -z * .3, z * .34, z * .42, z * .68, -z * .1, z * .42, -z * .48))), c)
        p.path('M%s %s h%s v%s a%s %s 0 0 1 %s 0 Z' % tuple(map(n, (-z * .22, z * .26, z * .44, z * .2, z * .22, z * .26, -z * .44))), c)
        for j in range(2):
            p.line('M%s %s h%s' % (n(-z * .2), n(-z * (.36 - j * .2)), n(z * .4)), '#fff6df', z * .07, .8)
        p.close()


def outdoor_hl03(p):
    b = BRAND['hl03']
    sky(p, '#f3d9a8', '#fff5df')
    sun(p, 1370, 170, 60, '#fff0c0')
    helan(p, 520, [(900, 170), (1130, 230), (1370, 180), (1580, 220)], '#c9b08c', '#ddc8a4')
    hills(p, 520, 8, '#b3ad6e', 4)
    for x in (1190, 1250, 1310, 1380, 1440, 1510, 1570):
        poplar(p, x, 640, p.r.uniform(200, 290), '#99a35c')
    fence(p, 1080, 1620, 660, 74, '#f3e3c2', 40)
    paving(p, 656, '#ead8b4')
    # the waiting room
    p.rect(0, 150, 1080, 530, '#fff3da')
    p.rect(1080, 172, 56, 500, '#e0c899')
    p.poly([(-10, 160), (-10, 90), (1110, 90), (1170, 170), (1136, 176), (1080, 160)], b)
    p.rect(-10, 146, 1100, 18, dark(b, .25))
    p.rect(0, 164, 1080, 16, '#20303a', 0, .12)
    p.rect(0, 610, 1080, 70, '#e6cb96')
    window(p, 90, 270, 230, 250, arch=False, lit=True)
    p.rect(70, 540, 270, 26, WOOD, 4)
    for k in range(4):
        pot(p, 110 + k * 64, 544, 58, ['#b4622f', '#7d8a48', '#c98f3a', '#a9603f'][k], '#86a052')
    p.rect(455, 210, 330, 470, '#ffffff', 10)
    p.rect(475, 230, 290, 450, '#B57A22', 6)
    p.rect(475, 230, 142, 450, '#C48A2E', 6)
    for dx in (26, 170):
        p.rect(475 + dx, 270, 92, 150, '#ffeec2', 6)
        p.rect(475 + dx, 460, 92, 160, dark('#B57A22', .14), 6)
    p.circ(604, 470, 9, '#fff3d0')
    p.circ(630, 470, 9, '#fff3d0')
    p.poly([(430, 200), (470, 150), (770, 150), (810, 200)], dark(b, .12))
    p.rect(430, 198, 380, 14, b, 3)
    # lamp by the door
    p.glow(860, 300, 150, '#ffe9a8', .8)
    p.rect(842, 266, 42, 66, '#5d4a2c', 10)
    p.rect(849, 276, 28, 48, '#ffe9a0', 7)
    p.rect(834, 258, 58, 14, '#5d4a2c', 5)
    # half a sheet of paper
    p.rect(906, 352, 120, 92, '#20303a', 4, .14)
    p.rect(900, 344, 120, 92, '#fffdf6', 4)
    for k, c in enumerate((b, '#7d8a48', '#C0562F', '#5f8f8a')):
        p.circ(918, 362 + k * 20, 6, c)
        p.line('M934 %d h70' % (362 + k * 20), '#b9ae96', 5)
    p.rect(452, 676, 336, 20, '#d8c096', 4)
    p.rect(432, 692, 376, 22, '#caa875', 4)
    # a bench with three small bags
    p.ell(960, 742, 160, 14, '#20303a', .16)
    p.rect(840, 640, 240, 22, WOOD, 5)
    for x in (856, 1046):
        p.rect(x, 660, 16, 78, WOODD)
    for k, c in enumerate(('#C0562F', '#7d8a48', '#5f8f8a')):
        x = 862 + k * 72
        p.rect(x, 572, 58, 70, c, 16)
        p.rect(x + 10, 606, 38, 26, light(c, .25), 6)
        p.line('M%d 574 q15 -26 30 0' % (x + 14), dark(c, .3), 6)
    # painted route: two lanes of footprints from the gate to the door
    p.path('M470 716 C420 820 240 960 60 1200 L360 1200 C480 1000 560 860 610 716 Z', '#f7e8c6', .9)
    p.path('M650 716 C740 860 980 1010 1380 1200 L1700 1200 C1280 960 930 840 790 716 Z', '#f7e8c6', .9)
    footprints(p, 210, 1180, 545, 760, 11, 84, '#C0562F')
    footprints(p, 1480, 1180, 710, 760, 14, 84, '#7d8a48')
    for k in range(2):
        bush(p, 1240 + k * 170, 720 + k * 16, 96, '#93a05a')
    p.ell(900, 1060, 90, 18, '#20303a', .12)
    tyre(p, 860, 1060, 52, '#b4622f')
    tyre(p, 980, 1076, 52, '#5f8f8a')


def outdoor_hl04(p):
    b = BRAND['hl04']
    yard(p, b, '#cdbfe8', '#fdf1e8', '#a5ba77', 600, sunat=(280, 180), mt='#9d8fc6', back='#a9b98a')
    for k in range(16):
        poplar(p, 720 + k * 58, 600, p.r.uniform(120, 190), '#93ae80')
    house(p, 130, 600, 320, 170, '#fff6ea', b, 3, 1, '#D9704F', doorat=1)
    p.rect(0, 596, 1600, 40, '#a9bd78')
    # canal
    p.poly([(0, 636), (1600, 612), (1600, 850), (0, 900)], '#bda98a')
    p.poly([(0, 650), (1600, 626), (1600, 640), (0, 666)], '#d9c8a8')
    p.path('M0 680 L1600 652 L1600 820 L0 866 Z', p.grad([(0, '#c6c3ec'), (1, '#8397d8')]))
    for k in range(16):
        x, y = p.r.uniform(0, 1500), p.r.uniform(690, 830)
        p.path('M%s %s q60 -7 120 -2 q-60 9 -120 2Z' % (n(x), n(y)), '#ffffff', .55)
    for x, y, s in ((980, 742, 62), (620, 770, 46)):
        p.poly([(x - s, y - s * .2), (x + s, y - s * .2), (x + s * .55, y + s * .24), (x - s * .55, y + s * .24)], '#ffffff')
        p.poly([(x - s * .5, y - s * .2), (x, y - s * .75), (x + s * .5, y - s * .2)], '#f3ecfb')
        p.poly([(x, y - s * .75), (x + s * .5, y - s * .2), (x, y - s * .2)], '#cfc0e6')
        p.poly([(x, y - s * .2), (x + s, y - s * .2), (x + s * .55, y + s * .24), (x, y + s * .24)], '#ded2f0')
    p.poly([(0, 880), (1600, 832), (1600, 1210), (0, 1210)], '#e3d3b6')
    p.poly([(0, 880), (1600, 832), (1600, 850), (0, 900)], '#f0e4cc')
    # railing
    for k in range(15):
        x = 30 + k * 112
        y = 900 - k * 3.4
        p.rect(x, y - 210, 20, 226, '#fffaf2', 4)
        p.rect(x + 13, y - 210, 7, 226, '#d8cfe2', 3)
        p.circ(x + 10, y - 214, 14, b)
    for dy in (190, 120, 50):
        p.line('M0 %s L1600 %s' % (900 - dy, 848 - dy), '#fffaf2', 13)
        p.line('M0 %s L1600 %s' % (905 - dy, 853 - dy), '#d8cfe2', 4)
    # measuring rope with coloured knots
    p.line('M520 690 C524 760 516 800 520 840', '#c99a5a', 9)
    p.line('M520 690 C560 640 600 690 560 720 C520 750 470 720 520 690', '#c99a5a', 9)
    for k, c in enumerate(('#D9704F', '#E0A23E', '#6fa35f', b)):
        p.circ(520 + (k % 2) * 3, 732 + k * 34, 12, c)
    # map board
    def themap(x, y, w, h):
        p.rect(x, y, w, h, '#fbf6ea', 5)
        p.path('M%s %s C%s %s %s %s %s %s S%s %s %s %s' % tuple(map(n, (x + 10, y + h * .2, x + w * .25, y + h * .1, x + w * .3, y + h * .7, x + w * .5, y + h * .62, x + w * .8, y + h * .3, x + w - 12, y + h * .8))), 'none', 1, 'stroke="#8397d8" stroke-width="24" stroke-linecap="round"')
        for t, (dx, dy, kd, c) in enumerate(((.14, .42, 'house', b), (.37, .26, 'boat', '#D9704F'), (.6, .86, 'tree', b), (.82, .34, 'house', '#E0A23E'))):
            doodle(p, kd, x + w * dx, y + h * dy, h * .24, c)
        for dx, dy in ((.1, .17), (.36, .54), (.62, .5), (.93, .74)):
            p.circ(x + w * dx, y + h * dy, 11, '#ffffff')
            p.circ(x + w * dx, y + h * dy, 7, b)
    sign(p, 960, 990, 520, 330, '#b98a5a', 130, themap)
    # basket of stones and a rope coil
    p.ell(250, 1092, 170, 22, '#20303a', .15)
    basket(p, 120, 1090, 240, 130, '#c79a5c', ['#b9b3a8', '#a09a90', '#d4cec2'])
    for k in range(5):
        p.add('<ellipse cx="600" cy="%d" rx="%d" ry="%d" fill="none" stroke="%s" stroke-width="15"/>' % (1090 - k * 12, 96 - k * 5, 30 - k, ['#c99a5a', '#b98846'][k % 2]))
    p.line('M690 1090 q50 26 110 8', '#c99a5a', 14)
    for k in range(3):
        p.ell(450 + k * 22, 1150 + k % 2 * 14, 28, 17, ['#b9b3a8', '#8f8a80', '#d4cec2'][k])
    q = random.Random(4)
    for k in range(26):
        x = q.uniform(0, 1600) if k % 3 else q.uniform(0, 300)
        h = q.uniform(60, 110)
        p.path('M%s 1206 q%s %s %s %s q%s %s %s %s Z' % tuple(map(n, (x, -4, -h * .6, h * .16, -h, -h * .02, h * .5, -h * .06, h))), q.choice(['#6f9a5a', '#5c8a52']))
        if k % 3 == 0:
            fx, fy = x + h * .16, 1206 - h - 6
            for a in (-52, 52, -26, 26, 0):
                p.ell(fx + a * .24, fy + abs(a) * .12, 8, 17, light(b, .12) if abs(a) > 40 else (b if a else light(b, .32)), 1, a)
            p.ell(fx, fy + 11, 6, 5, '#F4C95A')


def outdoor_ds01(p):
    b = BRAND['ds01']
    yard(p, b, '#f7d9de', '#fff7ef', '#ecd9c4', 600, sunat=(320, 190), mt='#d0a8b2', back='#c6c298')
    for x in (40, 120, 205):
        tree(p, x, 616, 240, '#eec3cd', blossom='#ffffff')
    house(p, 360, 630, 700, 300, '#fff8ef', b, 5, 1, '#E09A3E', doorat=2)
    # gate on the right
    for x in (1280, 1500):
        p.rect(x, 380, 56, 290, '#f5e2d2')
        p.rect(x + 40, 380, 16, 290, '#dcc3b0')
        p.rect(x - 10, 356, 76, 28, b, 5)
    p.path('M1308 356 Q1418 236 1528 356 L1528 380 Q1418 268 1308 380 Z', b)
    for k in range(6):
        p.rect(1344 + k * 27, 480, 9, 186, '#8a6a70')
    p.rect(1336, 500, 164, 9, '#8a6a70')
    p.rect(1336, 610, 164, 9, '#8a6a70')
    fence(p, 1100, 1280, 672, 84, '#fff4ea', 36)
    fence(p, 1556, 1620, 672, 84, '#fff4ea', 36)
    paving(p, 650, '#f0dfca')
    # three painted routes that meet at the gate
    for d, c in (('M160 1210 C240 980 700 900 1000 830 C1180 790 1340 760 1400 690', b), ('M640 1210 C720 1040 960 940 1140 860 C1300 800 1390 750 1420 690', '#E09A3E'), ('M1180 1210 C1220 1080 1290 980 1360 880 C1410 800 1430 760 1440 690', '#5f8f8a')):
        p.add('<path d="%s" fill="none" stroke="%s" stroke-width="52" opacity=".28"/>' % (d, c))
        p.add('<path d="%s" fill="none" stroke="%s" stroke-width="14" stroke-dasharray="56 32" stroke-linecap="round"/>' % (d, c))
    for x, y, kd, c in ((330, 1050, 'leaf', b), (800, 1068, 'sun', '#E09A3E'), (1250, 1076, 'fish', '#5f8f8a')):
        p.open('translate(%d %d) scale(1 .7)' % (x, y))
        p.circ(0, 0, 68, '#fffaf3')
        p.ring(0, 0, 66, c, 9)
        doodle(p, kd, 0, 0, 100, c)
        p.close()
    # benches for tidying bags
    for x, y in ((180, 800), (560, 770)):
        p.ell(x + 160, y + 4, 190, 15, '#20303a', .16)
        p.rect(x, y - 96, 310, 24, WOOD, 5)
        p.rect(x, y - 80, 310, 8, WOODD, 4)
        for dx in (20, 272):
            p.rect(x + dx, y - 76, 18, 78, WOODD)
        for k, c in enumerate((b, '#5f8f8a', '#E09A3E')[:2 + (x == 180)]):
            bx = x + 24 + k * 96
            p.rect(bx, y - 170, 66, 78, c, 18)
            p.rect(bx + 12, y - 134, 42, 30, light(c, .28), 7)
            p.line('M%d %d q16 -28 32 0' % (bx + 17, y - 168), dark(c, .3), 7)
    # umbrella stand and cones
    for x, y, c in ((1160, 860, '#E09A3E'), (1560, 800, '#E09A3E'), (1500, 1010, '#E09A3E')):
        p.ell(x + 8, y + 2, 44, 9, '#20303a', .17)
        p.rect(x - 38, y - 10, 76, 12, dark(c, .15), 4)
        p.poly([(x - 26, y - 8), (x - 6, y - 92), (x + 6, y - 92), (x + 26, y - 8)], c)
        p.poly([(x - 18, y - 42), (x - 11, y - 70), (x + 11, y - 70), (x + 18, y - 42)], '#fffaf3')
    q = random.Random(3)
    for k in range(40):
        p.ell(q.uniform(0, 1600), q.uniform(680, 1200), 7, 4.6, q.choice(['#f4bccb', '#ffffff', '#eea3b8']), .9, q.uniform(0, 180))


def can(p, x, y, s, c):
    """A watering can."""
    p.ell(x + s * .1, y, s * .6, s * .09, '#20303a', .17)
    p.path('M%s %s l%s %s l%s %s Z' % tuple(map(n, (x + s * .35, y - s * .2, s * .5, -s * .42, s * .06, s * .1))), dark(c, .14))
    p.ell(x + s * .88, y - s * .58, s * .06, s * .14, dark(c, .25), 1, -50)
    p.line('M%s %s C%s %s %s %s %s %s' % tuple(map(n, (x - s * .36, y - s * .2, x - s * .8, y - s * .4, x - s * .5, y - s * .95, x + s * .1, y - s * .66))), dark(c, .2), s * .07)
    p.path('M%s %s L%s %s Q%s %s %s %s L%s %s Z' % tuple(map(n, (x - s * .34, y - s * .66, x - s * .42, y, x, y + s * .1, x + s * .42, y, x + s * .34, y - s * .66))), c)
    p.path('M%s %s L%s %s Q%s %s %s %s L%s %s Z' % tuple(map(n, (x + s * .1, y - s * .66, x + s * .14, y + s * .05, x + s * .3, y + s * .05, x + s * .42, y, x + s * .34, y - s * .66))), dark(c, .18), .6)
    p.ell(x, y - s * .66, s * .34, s * .08, light(c, .2))


def bed(p, x, y, w, h, c, plants):
    """A raised garden bed seen slightly from above."""
    dx, dy = w * .1, h * .5
    p.ell(x + w * .55, y + 4, w * .6, 20, '#20303a', .16)
    p.poly([(x, y - h), (x + dx, y - h - dy), (x + w + dx, y - h - dy), (x + w, y - h)], dark(c, .2))
    p.poly([(x + 16, y - h - 5), (x + dx + 12, y - h - dy + 7), (x + w + dx - 16, y - h - dy + 7), (x + w - 14, y - h - 5)], '#6f4d36')
    plants(x + 40, y - h - dy * .45, w - 50)
    p.rect(x, y - h, w, h, c, 4)
    p.poly([(x + w, y - h), (x + w + dx, y - h - dy), (x + w + dx, y - dy), (x + w, y)], dark(c, .26))
    p.rect(x, y - h + h * .48, w, 4, dark(c, .24), 0, .8)
    p.rect(x, y - h, w, 6, light(c, .25), 3)


def greens(p, kind):
    def f(x, y, w):
        k = int(w / 62)
        for i in range(k + 1):
            cx = x + w * i / max(1, k)
            if kind == 'cabbage':
                for a in range(7):
                    t = a * .9 - 2.7
                    p.ell(cx + math.sin(t) * 20, y - 14 - math.cos(t) * 8, 22, 15, ['#8fc27a', '#a9d490', '#76b06a'][a % 3])
                p.circ(cx, y - 18, 14, '#c4e2a8')
            elif kind == 'tomato':
                p.rect(cx - 3, y - 150, 6, 150, WOODD)
                for t in range(5):
                    for sg in (-1, 1):
                        p.ell(cx + sg * 20, y - 22 - t * 26, 22, 12, '#6aa35c' if sg < 0 else '#4f8a4c', 1, sg * -28)
                for t in range(4):
                    p.circ(cx + (t % 2 * 2 - 1) * 18, y - 34 - t * 26, 11, '#D9543F')
            elif kind == 'flower':
                h = 70 + (i * 37) % 50
                p.line('M%s %s v-%s' % (n(cx), n(y), h), LEAFD, 6)
                p.ell(cx - 12, y - h * .45, 14, 7, LEAF, 1, 28)
                p.ell(cx + 12, y - h * .6, 14, 7, LEAF, 1, -28)
                flower(p, cx, y - h, 22, ['#E8893A', '#D9657F', '#ffffff', '#8f7fd0'][i % 4], '#F6D27A')
            else:
                for a in range(5):
                    p.line('M%s %s q%s -40 %s -%s' % (n(cx + a * 6 - 12), n(y), (a - 2) * 5, (a - 2) * 13, 78 - abs(a - 2) * 12), ['#7fb56a', '#5f9c58'][a % 2], 7)
    return f


def outdoor_ds10(p):
    b = BRAND['ds10']
    yard(p, b, '#b5dbe2', '#f6f7ec', '#a9cba0', 600, sunat=(1300, 190))
    for x, w, h in ((30, 90, 150), (140, 70, 200), (1440, 90, 170), (1540, 80, 130)):
        p.rect(x, 520 - h, w, h, '#bcd3d6')
        for k in range(int(h / 30)):
            p.rect(x + 12, 532 - h + k * 30, w - 24, 11, '#dcebe8')
    house(p, 300, 620, 620, 250, '#fdfbf2', b, 5, 1, '#E2A44A', doorat=2)
    for x in (1040, 1100, 1165):
        poplar(p, x, 630, p.r.uniform(230, 300), '#78ad88')
    hedge(p, 640, '#7fb084', 40)
    p.rect(0, 636, 1600, 570, '#b6d3a6')
    p.path('M560 640 C600 760 480 960 380 1210 L980 1210 C980 960 860 760 720 640 Z', '#ecdfc2')
    q = random.Random(5)
    for k in range(26):
        t = q.random()
        y = 660 + 520 * t
        w = 60 + 90 * t
        p.ell(640 + q.uniform(-1, 1) * (50 + 200 * t) - 20 + 40 * t, y, w * .4, w * .16, '#dccdaa')
    # trellis
    for x in (1080, 1230, 1380, 1530):
        p.rect(x, 440, 16, 300, WOODD)
    for y in (460, 550, 640):
        p.rect(1060, y, 520, 12, WOOD)
    for k in range(46):
        x, y = q.uniform(1070, 1570), q.uniform(440, 720)
        p.ell(x, y, 22, 15, q.choice(['#6fa86a', '#86bb7a', '#559058']), 1, q.uniform(-50, 50))
    for k in range(9):
        x, y = 1090 + k * 56, 500 + (k * 67) % 170
        p.path('M%d %d q20 60 2 96 q-24 -34 -2 -96 Z' % (x, y), '#a9cf6a')
    bed(p, 60, 850, 440, 92, '#d3a467', greens(p, 'tomato'))
    bed(p, 980, 880, 480, 92, '#d3a467', greens(p, 'cabbage'))
    bed(p, 20, 1130, 520, 110, '#dcb073', greens(p, 'flower'))
    bed(p, 1010, 1150, 520, 110, '#dcb073', greens(p, 'leek'))
    can(p, 640, 930, 130, b)
    can(p, 820, 1080, 150, '#E2A44A')
    can(p, 700, 1130, 120, '#5f9c8a')
    # glass jars where roots can be seen
    p.ell(770, 806, 150, 12, '#20303a', .14)
    p.rect(640, 740, 250, 18, WOOD, 4)
    for x in (660, 852):
        p.rect(x, 756, 16, 50, WOODD)
    for k in range(4):
        x = 656 + k * 58
        p.rect(x, 682, 44, 60, '#e2f2f2', 8)
        p.rect(x, 708, 44, 34, '#b9dfe4', 8)
        p.line('M%d 690 q-8 20 -6 40 M%d 690 q6 20 8 42 M%d 690 v40' % (x + 22, x + 22, x + 22), '#fffdf4', 3)
        for sg in (-1, 1):
            p.path('M%d 690 q%d -30 %d -56 q%d 26 %d 56 Z' % (x + 22, sg * 6, sg * 24, -sg * 4, -sg * 24), '#7fb56a')


def outdoor_hl10(p):
    b = BRAND['hl10']
    yard(p, b, '#cfe4bb', '#fdf8e2', '#e6d3a2', 600, sunat=(290, 190), mt='#a4b996', back='#a9bf78')
    field(p, [(0, 520), (1600, 520), (1600, 640), (0, 640)], '#d9bd5e', 40, 800, 300)
    for x in (60, 120, 180, 1420, 1490, 1555):
        poplar(p, x, 600, p.r.uniform(260, 340), '#7ea552', '#d9cfb6')
    house(p, 470, 640, 560, 230, '#f7e9cd', '#a9742f', 4, 1, b, doorat=1)
    # mud wall with corn and chillies drying
    p.rect(0, 560, 400, 110, '#d9b884')
    p.rect(0, 548, 400, 18, '#b9925c', 3)
    p.rect(1120, 560, 480, 110, '#d9b884')
    p.rect(1120, 548, 480, 18, '#b9925c', 3)
    for x0, x1 in ((20, 380), (1150, 1580)):
        x = x0
        k = 0
        while x < x1:
            if k % 2:
                for t in range(4):
                    p.path('M%d %d q14 12 0 34 q-14 -20 0 -34 Z' % (x + (t % 2) * 10, 572 + t * 17), '#C23B2E')
            else:
                for t in range(3):
                    p.ell(x + (t % 2) * 12, 586 + t * 24, 9, 21, '#EDBB45')
                    p.ell(x + (t % 2) * 12 - 3, 580 + t * 24, 3, 12, '#F7D77E')
            x += 36
            k += 1
    p.rect(0, 664, 1600, 540, '#ecdcae')
    p.path('M0 700 C400 670 1200 700 1600 676 L1600 1210 L0 1210 Z', '#e9d5a0')
    for k in range(60):
        p.ell(p.r.uniform(0, 1600), p.r.uniform(700, 1190), p.r.uniform(4, 12), p.r.uniform(2, 4), '#d3ba80', .7)
    # the long rope
    d = 'M90 1010 C260 860 420 1120 620 1010 C800 912 900 800 1090 850 C1280 900 1240 1060 1060 1060 C900 1060 900 960 1040 950 C1250 936 1380 1010 1540 930'
    p.line('M96 1022 C266 872 426 1132 626 1022 C806 924 906 812 1096 862 C1286 912 1246 1072 1066 1072 C906 1072 906 972 1046 962 C1256 948 1386 1022 1546 942', '#20303a', 30, .13)
    p.line(d, '#a9783f', 34)
    p.line(d, '#d3a467', 27)
    p.add('<path d="%s" fill="none" stroke="#a9783f" stroke-width="25" stroke-dasharray="5 17" opacity=".8"/>' % d)
    for x, y in ((90, 1010), (1540, 930)):
        p.circ(x, y, 27, '#b98a4e')
        for k in range(5):
            p.line('M%d %d l%d %d' % (x, y, (-1 if x < 800 else 1) * (40 + k * 6), -24 + k * 14), '#d3a467', 6)
    # hoops, stilts, shuttlecock, beanbags
    for x, y, r, c in ((300, 820, 84, '#6b7680'), (410, 846, 70, '#8a5a32')):
        p.ell(x + 10, y + r + 3, r * .8, 10, '#20303a', .15)
        p.ring(x, y, r, c, 13)
        p.line('M%d %d l70 -120' % (x + r - 10, y + 20), WOODD, 8)
    for k, c in enumerate((b, '#D98A3E')):
        x = 1300 + k * 92
        p.open('translate(%d 860) rotate(%d)' % (x, -7 + k * 10))
        p.rect(-8, -330, 16, 340, WOOD, 6)
        p.rect(2, -330, 6, 340, WOODD, 4)
        p.rect(-12, -90, 62, 22, c, 6)
        p.close()
    for x, y, c in ((700, 1130, b), (770, 1150, '#D98A3E'), (720, 1080, '#C2503A'), (830, 1120, '#5f8f8a')):
        p.ell(x + 4, y + 20, 40, 8, '#20303a', .15)
        p.path('M%d %d q34 -14 68 0 q12 22 -2 44 q-32 12 -64 0 q-14 -22 -2 -44 Z' % (x - 34, y - 24), c)
        p.line('M%d %d q34 -14 68 0' % (x - 34, y - 24), light(c, .4), 4)
    p.ell(180, 1152, 110, 14, '#20303a', .15)
    basket(p, 70, 1150, 220, 120, '#c9964e', ['#EDBB45', '#E0A93A'])
    crate(p, 1300, 1150, 210, 110)
    for k in range(5):
        p.ell(1326 + k * 40, 1034 - (k % 2) * 10, 18, 26, ['#EDBB45', '#F2C95C'][k % 2], 1, 20 - k * 9)
        p.path('M%d %d q-20 30 -8 56 q20 -14 8 -56Z' % (1320 + k * 40, 1030), '#a9c27a')
    for k in range(3):
        p.ell(1060 + k * 60, 1150 + (k % 2) * 14, 34, 20, ['#c79a5c', '#a97c46', '#d8b178'][k])
        p.ell(1054 + k * 60, 1143 + (k % 2) * 14, 20, 10, light(['#c79a5c', '#a97c46', '#d8b178'][k], .3), .7)


def feather(p, x, y, L, rot, c):
    p.open('translate(%s %s) rotate(%s)' % (n(x), n(y), n(rot)))
    p.path('M0 0 C%s %s %s %s %s 0 C%s %s %s %s 0 0 Z' % tuple(map(n, (L * .2, -L * .2, L * .8, -L * .16, L, L * .8, L * .13, L * .25, L * .14))), c)
    p.path('M0 0 C%s %s %s %s %s 0 Z' % tuple(map(n, (L * .25, L * .14, L * .8, L * .13, L))), dark(c, .14), .8)
    p.line('M%s 0 L%s 0' % (n(-L * .14), n(L * .96)), '#fffdf5', L * .018)
    for t in (.3, .5, .7):
        p.line('M%s 0 l%s %s' % (n(L * t), n(L * .1), n(-L * .1)), '#fffdf5', L * .009, .8)
    p.close()


def outdoor_hl15(p):
    b = BRAND['hl15']
    sky(p, '#8f9bd8', '#fde6d2', '#c9cdec')
    p.glow(1150, 420, 480, '#fff0d6', .85)
    sun(p, 1150, 400, 62, '#fff3d0')
    helan(p, 470, [(50, 150), (290, 220), (540, 160), (800, 230), (1050, 150), (1290, 210), (1530, 160)], '#8d96cc', '#abb3de')
    hills(p, 470, 6, '#8496a8', 3)
    for k in range(9):
        poplar(p, 60 + k * 44, 500, p.r.uniform(80, 130), '#7d98a0')
    water(p, 490, '#d7d9f0', '#7f8fd8', 4, 30, 800)
    for k in range(9):
        p.ell(1150 + (k % 3 - 1) * 8, 502 + k * 24, 50 + k * 9, 5, '#fff3dd', .55)
    egret(p, 560, 640, 130)
    egret(p, 720, 590, 84, -1)
    for x, y, s in ((420, 210, 28), (480, 186, 22), (545, 214, 20), (610, 190, 16)):
        bird(p, x, y, s, '#4a549a')
    # shore
    p.path('M0 770 C300 730 520 800 800 776 C1100 750 1300 800 1600 756 L1600 1210 L0 1210 Z', '#e9d8b8')
    p.path('M0 770 C300 730 520 800 800 776 C1100 750 1300 800 1600 756 L1600 776 C1300 820 1100 772 800 796 C520 820 300 752 0 792 Z', '#fff6e4')
    q = random.Random(7)
    for k in range(80):
        p.ell(q.uniform(0, 1600), q.uniform(810, 1190), q.uniform(4, 10), q.uniform(2, 5), q.choice(['#cfbb94', '#d9c8a6', '#bfae8a']), .8)
    # cloth with what was found
    p.poly([(352, 906), (1290, 884), (1420, 1142), (210, 1168)], '#20303a', .12)
    p.poly([(340, 892), (1280, 870), (1404, 1126), (196, 1152)], '#fbf8f0')
    p.poly([(362, 904), (1262, 884), (1372, 1112), (232, 1136)], light(b, .86))
    for t in (.2, .4, .6, .8):
        p.line('M%s %s L%s %s' % (n(362 + 900 * t), n(904 - 20 * t), n(232 + 1140 * t), n(1136 - 24 * t)), light(b, .7), 3)
    # stones in order of size
    for k, (s, c) in enumerate(((16, '#b9b6c0'), (22, '#8f93a8'), (28, '#d2cdc6'), (35, '#a19ba0'), (43, '#7f86a4'), (52, '#bdb7b2'))):
        x, y = 420 + k * 86 + k * k * 2, 960 + (k % 2) * 8
        p.ell(x + 6, y + s * .5, s * 1.05, s * .28, '#20303a', .16)
        p.ell(x, y, s * 1.05, s * .72, c)
        p.ell(x - s * .25, y - s * .25, s * .5, s * .24, light(c, .4), .7)
    # reed stems, tied
    for k in range(7):
        p.open('translate(%d %d) rotate(%d)' % (300 + k * 6, 1058 + k * 9, -5 + k))
        p.rect(0, 0, 470, 12, ['#c9b36e', '#b7a35e', '#d8c686'][k % 3], 6)
        p.rect(120, 0, 5, 12, '#8f7c42')
        p.rect(260, 0, 5, 12, '#8f7c42')
        p.path('M470 6 q60 -26 130 -10 q-50 26 -130 10 Z', '#e6cfa4')
        p.close()
    p.rect(480, 1046, 22, 80, b, 6)
    # feathers
    feather(p, 930, 1090, 220, -14, '#ffffff')
    feather(p, 1000, 1030, 190, -4, '#9aa3c8')
    feather(p, 1030, 1104, 230, 4, '#c9b9a2')
    # pencil board
    p.open('translate(1150 925) rotate(7)')
    p.rect(6, 8, 170, 118, '#20303a', 6, .15)
    p.rect(0, 0, 170, 118, WOOD, 6)
    p.rect(12, 14, 146, 94, '#fffdf6', 3)
    doodle(p, 'bird', 70, 66, 78, b)
    p.rect(60, -6, 50, 16, '#6b7680', 4)
    p.close()
    p.open('translate(1290 1080) rotate(-30)')
    p.rect(0, 0, 120, 13, '#E0A23E', 3)
    p.poly([(120, 0), (142, 6.5), (120, 13)], '#f3ddb3')
    p.close()
    for k in range(15):
        x = q.uniform(-10, 180) if k % 2 else q.uniform(1440, 1620)
        reed(p, x, 1210, q.uniform(240, 430), q.choice(['#6f8a66', '#86a070', '#5c7a5c']), q.choice(['#d9bd92', '#e6d0a8']), q.uniform(.02, .16) * (1 if x < 800 else -1))


def outdoor_tyc01(p):
    b = BRAND['tyc01']
    yard(p, b, '#fbdcae', '#fff7e6', '#e9cf9c', 600, sunat=None, mt='#dfae86', back='#c3b869')
    p.glow(330, 210, 420, '#fff0c0', .9)
    p.circ(330, 210, 110, '#ffd873', .6)
    p.circ(330, 210, 84, '#ffca5a')
    house(p, 740, 640, 720, 290, '#fff6e6', b, 5, 1, '#5f8f8a', doorat=3)
    fence(p, 0, 740, 650, 80, '#fff6e6', 40)
    for x in (60, 600):
        tree(p, x, 640, 250, '#a3b257')
    paving(p, 644, '#f0ddb6')
    # chalk arcs: where the shadows fell in the morning, at noon and later
    for k, r in enumerate((250, 400, 560)):
        p.add('<path d="M%d 1180 A%d %d 0 0 1 %d 1180" fill="none" stroke="#ffffff" stroke-width="9" stroke-dasharray="34 20" stroke-linecap="round" opacity=".8"/>' % (800 - r * 1.3, r * 1.3, r * .62, 800 + r * 1.3))
    # wheeled flower boxes with long shadows to the right
    def cartbox(x, y, s, c, k):
        p.poly([(x + 10, y + 6), (x + s, y + 6), (x + s * 2.0, y + s * .34), (x + s * 1.15, y + s * .34)], '#6b4a2a', .2)
        for j in range(k):
            xx = x + s * (.16 + j * .68 / max(1, k - 1))
            sunflower(p, xx, y - s * .42, s * (1.0 + (j % 2) * .24), s * .23, ['#F2B233', '#F6BE45'][j % 2], j * 9)
        for j in range(k * 3):
            grass(p, x + s * (.08 + j * .84 / (k * 3)), y - s * .42, s * .2, ['#7fa04e', '#5f8a42'][j % 2], 4)
        for wx in (.16, .84):
            p.circ(x + s * wx, y, s * .115, '#4c4038')
            p.circ(x + s * wx, y, s * .05, '#e6d6b4')
        p.path('M%s %s h%s l%s %s h%s Z' % tuple(map(n, (x, y - s * .46, s, -s * .05, s * .46, -s * .9))), c)
        p.path('M%s %s h%s l%s %s h%s Z' % tuple(map(n, (x + s * .78, y - s * .46, s * .22, -s * .05, s * .46, -s * .15))), dark(c, .2), .7)
        p.rect(x - s * .03, y - s * .5, s * 1.06, s * .09, light(c, .25), 6)
        p.line('M%s %s L%s %s' % tuple(map(n, (x, y - s * .3, x - s * .26, y - s * .62))), '#6b5a48', s * .04)
        doodle(p, 'sun', x + s * .4, y - s * .2, s * .26, c)
    cartbox(880, 820, 210, '#5f8f8a', 3)
    cartbox(1240, 880, 240, '#d99a3e', 3)
    cartbox(330, 900, 280, b, 3)
    cartbox(720, 1080, 330, '#7f9a4e', 4)
    # string and stakes for the shadow clock
    for x, y in ((180, 1010), (300, 1120), (1180, 1130), (1400, 1060)):
        p.rect(x, y - 70, 12, 74, WOODD, 3)
        p.poly([(x + 12, y - 70), (x + 58, y - 54), (x + 12, y - 38)], b)
        p.poly([(x, y + 2), (x + 12, y + 2), (x + 80, y + 22), (x + 60, y + 24)], '#6b4a2a', .18)
    can(p, 130, 1150, 130, '#5f8f8a')
    bucket(p, 1500, 1150, 110, b)


# ---------------------------------------------------------------- indoor scenes, 1600 x 1200

def indoor_hlyey(p):
    b = BRAND['hlyey']
    room(p, '#e6efe4', '#e3c08e', 800, b, (1060, 150, 420, 380))
    beam(p, 1060, 800, 420, 360, -300)
    # list of shared things
    board(p, 90, 130, 520, 360, '#f7fbf5')
    for r in range(4):
        for k in range(3):
            x, y = 122 + k * 160, 160 + r * 78
            p.rect(x, y, 140, 62, ['#eaf4ec', '#fdf3df', '#eef3f6'][(r + k) % 3], 6)
            doodle(p, ['house', 'leaf', 'sun', 'drop', 'fish', 'flower', 'tree', 'bird', 'boat', 'carrot', 'wave', 'hand'][r * 3 + k], x + 32, y + 31, 46, [b, '#D9704F', '#E0A23E', '#5f93a8'][(r + k) % 4])
            lines(p, x + 66, y + 22, 60, 2, '#b5c4b8', 18, 5)
    # shelf of labelled boxes
    cols = ['#F2D9A0', '#BFDDCB', '#F0C3A6', '#C9DCE6']

    def fill(r, k, x, y, w, h):
        if (r + k) % 3 == 2:
            books(p, x, y + h, w, h, [b, '#D9704F', '#E0A23E', '#7cae6a', '#5f93a8', '#f4ead2'], r * 7 + k)
        else:
            c = cols[(r * 2 + k) % 4]
            p.rect(x + 12, y + h * .28, w - 24, h * .72, c, 6)
            p.rect(x + 12, y + h * .28, w - 24, h * .12, dark(c, .12), 5)
            p.rect(x + w * .32, y + h * .5, w * .36, h * .28, '#fffdf6', 4)
            doodle(p, ['leaf', 'sun', 'drop', 'house'][(r + k) % 4], x + w * .5, y + h * .64, h * .24, b)
    shelf(p, 90, 880, 620, 350, 2, 4, WOOD, fill)
    # things on the shelf top
    pot(p, 170, 536, 110, '#D9704F', '#7cae6a')
    p.rect(430, 470, 130, 62, '#5b6b70', 8)
    p.circ(464, 501, 20, '#2f3b40')
    p.circ(526, 501, 20, '#2f3b40')
    p.circ(464, 501, 9, '#8fa3a8')
    p.circ(526, 501, 9, '#8fa3a8')
    # big blocks on the rug
    rug(p, 1080, 1010, 430, 130, '#8fbfae')
    block(p, 850, 1000, 150, 120, '#E8C48F')
    block(p, 1010, 1000, 150, 120, WOOD)
    block(p, 1170, 1000, 150, 120, '#E8C48F')
    block(p, 930, 880, 310, 62, '#D9704F')
    arch(p, 960, 800, 240, 120, '#5f9c8a')
    block(p, 1010, 680, 130, 58, '#E0A23E')
    p.poly([(1008, 612), (1078, 540), (1148, 612)], b)
    p.poly([(1148, 612), (1166, 600), (1094, 530), (1078, 540)], dark(b, .25))
    block(p, 1330, 1060, 110, 70, '#7cae6a')
    block(p, 760, 1080, 96, 60, '#5f93a8')
    # a trolley with the loan slips
    stool(p, 560, 1100, 150, b)
    p.open('translate(500 965) rotate(-4)')
    p.rect(0, 0, 110, 20, '#fffdf6', 3)
    p.rect(0, -12, 110, 20, '#f0e6cf', 3)
    p.close()
    lamp(p, 800, 120, 90, b)


def indoor_hl01(p):
    b = BRAND['hl01']
    room(p, '#f6e6d6', '#d9ac78', 800, b, (90, 170, 320, 330))
    beam(p, 110, 800, 320, 360, 240)
    lamp(p, 560, 110, 86, b)
    # stage of straw and cardboard
    p.rect(560, 200, 900, 20, WOODD, 8)
    for x in (580, 1420):
        p.rect(x, 200, 22, 640, WOOD)
    cid = p.clip('M602 220 H1420 V790 H602 Z')
    p.open(clip=cid)
    p.rect(602, 220, 818, 570, '#fbe7c4')
    p.circ(1240, 360, 80, '#F2B84B')
    for k in range(12):
        a = k * 30
        p.open('translate(1240 360) rotate(%d)' % a)
        p.path('M-12 -92 L0 -132 L12 -92 Z', '#F2B84B')
        p.close()
    helan(p, 560, [(660, 120), (820, 190), (1010, 140), (1180, 170), (1350, 120)], '#d8a58e', '#e8c2aa')
    p.path('M602 600 C780 540 960 620 1180 570 C1300 546 1400 580 1420 576 L1420 800 L602 800 Z', '#b9b160')
    p.path('M602 680 C800 640 1000 720 1420 660 L1420 800 L602 800 Z', '#a39a4c')
    p.close()
    # straw curtain on both sides
    q = random.Random(3)
    for x0, x1 in ((602, 720), (1310, 1424)):
        x = x0
        while x < x1:
            p.line('M%s 222 q%s 260 %s 560' % (n(x), n(q.uniform(-10, 10)), n(q.uniform(-14, 14))), q.choice(['#e3c069', '#d3ac52', '#efd48a', '#c49a42']), q.uniform(6, 10))
            x += 8
        p.rect(x0 - 6, 470, x1 - x0 + 10, 24, b, 10)
    # straw house and sheaves
    p.poly([(800, 760), (800, 650), (1000, 650), (1000, 760)], '#c98f52')
    p.poly([(768, 660), (900, 540), (1032, 660)], '#e3c069')
    for k in range(13):
        p.line('M%d 660 L%d %d' % (780 + k * 20, 900 + (k - 6) * 5, 546 + abs(k - 6) * 4), '#c49a42', 4, .7)
    p.path('M870 760 v-60 a30 30 0 0 1 60 0 v60 Z', '#6e4a30')
    for x, y, s in ((1110, 790, 130), (1200, 800, 150), (700, 800, 120)):
        for k in range(11):
            a = (k - 5) * .07
            wheat(p, x + k * 3 - 16, y - s * .4, s * .9, '#E3B04B', a * 1.6)
            p.line('M%s %s L%s %s' % tuple(map(n, (x + k * 3 - 16, y - s * .4, x + (k - 5) * 9, y))), '#d3ac52', 6)
        p.rect(x - 26, y - s * .46, 58, 18, b, 8)
    p.rect(560, 790, 900, 34, WOOD, 6)
    p.rect(560, 816, 900, 12, WOODD, 6)
    # props in front: basket, cardboard sickle, scarves
    p.ell(330, 1012, 170, 20, '#20303a', .15)
    for k in range(9):
        wheat(p, 260 + k * 17, 940, 170, '#E8BC58', (k - 4) * .06)
    basket(p, 220, 1010, 220, 130, '#cf9a58')
    p.ell(620, 1110, 120, 14, '#20303a', .14)
    p.path('M560 1096 C540 1000 640 960 720 1010 C650 1000 600 1030 600 1092 Z', '#b9b4ac')
    p.rect(556, 1080, 90, 28, WOODD, 10)
    crate(p, 1160, 1120, 260, 140)
    for k, c in enumerate((b, '#E0A23E', '#7f9a4e', '#5f8f8a')):
        p.path('M%d 984 q30 -60 58 -4 q14 40 -8 90 l-34 -10 q4 -50 -16 -76 Z' % (1172 + k * 58), c)
    stool(p, 900, 1100, 140, '#c98f52')
    p.open('translate(836 962) rotate(-3)')
    p.rect(0, 0, 130, 16, '#fffdf6', 3)
    p.rect(0, -14, 130, 16, light(b, .3), 3)
    p.close()
    for k in range(4):
        card(p, 92 + k * 84, 556 + (k % 2) * 14, 74, 92, ['sun', 'house', 'flower', 'bird'][k], [b, '#5f8f8a', '#E0A23E', '#7f9a4e'][k], (k - 1.5) * 3)


def scale_(p, x, y, s, c):
    """A platform scale with a dial."""
    p.ell(x, y + 2, s * .6, s * .08, '#20303a', .18)
    p.path('M%s %s L%s %s H%s L%s %s Z' % tuple(map(n, (x - s * .45, y, x - s * .34, y - s * .36, x + s * .34, x + s * .45, y))), c)
    p.path('M%s %s L%s %s H%s L%s %s Z' % tuple(map(n, (x + s * .2, y, x + s * .16, y - s * .36, x + s * .34, x + s * .45, y))), dark(c, .2), .6)
    p.circ(x, y - s * .16, s * .155, '#ffffff')
    p.ring(x, y - s * .16, s * .155, dark(c, .3), s * .02)
    for k in range(9):
        a = 2.4 + k * .55
        p.line('M%s %s L%s %s' % tuple(map(n, (x + math.cos(a) * s * .12, y - s * .16 + math.sin(a) * s * .12, x + math.cos(a) * s * .14, y - s * .16 + math.sin(a) * s * .14))), '#555555', s * .012)
    p.line('M%s %s l%s %s' % tuple(map(n, (x, y - s * .16, s * .06, -s * .09))), '#C9433F', s * .018)
    p.rect(x - s * .05, y - s * .44, s * .1, s * .1, '#9aa4aa')
    p.path('M%s %s h%s q%s %s %s %s h%s q%s %s %s %s Z' % tuple(map(n, (x - s * .5, y - s * .52, s, -s * .06, s * .1, -s * .16, s * .1, -s * .68, -s * .1, 0, -s * .16, -s * .1))), '#cfd6da')
    p.ell(x, y - s * .52, s * .5, s * .06, '#e9eef0')


def indoor_hl02(p):
    b = BRAND['hl02']
    # tiled preparation room
    p.rect(0, 0, 1600, 1200, '#eef3f7')
    for r in range(9):
        for k in range(17):
            if (r * 3 + k * 5) % 11 == 0:
                p.rect(k * 100, r * 100, 96, 96, light(b, .84), 4)
            else:
                p.rect(k * 100, r * 100, 96, 96, '#f6f9fb', 4)
    p.rect(0, 840, 1600, 360, '#d5dde4')
    for k in range(-9, 10):
        p.line('M%d 840 L%d 1200' % (800 + k * 130, 800 + k * 230), '#c0cbd4', 3)
    for y in (900, 980, 1080):
        p.line('M0 %d H1600' % y, '#c0cbd4', 3)
    p.rect(0, 836, 1600, 14, '#b5c2cc')
    # the weekly table
    board(p, 130, 110, 760, 430, '#fffdf6', '#c9d2d8')
    p.rect(160, 140, 700, 56, b, 6)
    for k in range(5):
        p.rect(290 + k * 114, 158, 74, 20, light(b, .7), 8)
    vs = ['carrot', 'leaf', 'drop', 'sun', 'fish', 'flower']
    for r in range(5):
        y = 206 + r * 62
        p.rect(160, y, 700, 54, ['#eef4fa', '#fbf7ea'][r % 2], 4)
        doodle(p, vs[r], 214, y + 27, 46, ['#E8893A', '#6fa35a', '#5f93c8', '#E0A23E', '#C9576B'][r])
        for k in range(5):
            w = 30 + ((r * 7 + k * 13) % 44)
            c = ['#8fb3dc', '#e8b86a', '#9cc48a', '#e39a86'][k % 4]
            p.rect(290 + k * 114, y + 18, w, 18, c, 6)
    for x in (140, 880):
        p.circ(x + (0 if x < 500 else -10), 122, 8, '#C9433F')
    # hooks with ladles
    p.rect(980, 190, 500, 16, '#9aa8b2', 6)
    for k, (L, c) in enumerate(((150, '#aab6be'), (190, '#c3ccd2'), (140, '#aab6be'), (170, '#c3ccd2'))):
        x = 1030 + k * 130
        p.line('M%d 200 v%d' % (x, L), c, 12)
        if k % 2 == 0:
            p.path('M%d %d a44 44 0 0 0 88 0 Z' % (x - 44, 200 + L), c)
            p.ell(x, 200 + L, 44, 9, dark(c, .16))
        else:
            p.rect(x - 34, 200 + L - 10, 68, 90, c, 16)
            for j in range(3):
                p.rect(x - 22 + j * 18, 200 + L + 8, 8, 54, '#eef3f7', 4)
    # shelf with jars
    p.rect(960, 560, 560, 20, '#b9c5cd', 4)
    for k in range(6):
        x = 984 + k * 88
        c = ['#E8B86A', '#9C5A3C', '#F2E2B8', '#8fae5a', '#D9704F', '#efe6d6'][k]
        p.rect(x, 462, 66, 98, '#f4f9fb', 12)
        p.rect(x + 5, 494, 56, 62, c, 10)
        p.rect(x - 2, 452, 70, 18, b, 6)
        p.rect(x + 10, 470, 9, 80, '#ffffff', 4, .6)
    # steel counter
    p.ell(820, 1090, 760, 22, '#20303a', .14)
    p.rect(80, 760, 1440, 40, '#dfe6ea', 6)
    p.rect(80, 788, 1440, 14, '#b3bfc7', 4)
    for x in (120, 780, 1440):
        p.rect(x, 800, 40, 288, '#b9c5cd')
        p.rect(x + 26, 800, 14, 288, '#9aa8b2')
    p.rect(110, 980, 1380, 20, '#c9d2d8', 4)
    scale_(p, 420, 760, 330, b)
    # carrots weighed
    for k in range(6):
        p.open('translate(%d %d) rotate(%d)' % (330 + k * 34, 572 - (k % 2) * 8, 78 - k * 6))
        p.path('M-15 0 Q0 -14 15 0 L3 96 Q0 104 -3 96 Z', ['#E8893A', '#F09B4E'][k % 2])
        for j in (-1, 0, 1):
            p.line('M0 -4 q%d -24 %d -44' % (j * 6, j * 20), LEAF, 6)
        p.close()
    # other food on the counter
    for k in range(5):
        p.circ(690 + k * 44, 732 - (k % 2) * 4, 28, ['#f4e3c6', '#ecd2aa'][k % 2])
        p.ell(682 + k * 44, 722 - (k % 2) * 4, 9, 7, '#ffffff', .6)
    for k in range(4):
        pot_x = 980 + k * 92
        for a in range(7):
            t = a * .9 - 2.7
            p.ell(pot_x + math.sin(t) * 30, 722 - math.cos(t) * 20, 30, 24, ['#8fc27a', '#a9d490', '#76b06a'][a % 3])
        p.circ(pot_x, 718, 22, '#d2eab8')
    p.path('M1370 760 q-40 -110 40 -110 q80 0 40 110 Z', '#f4ead2')
    p.path('M1412 650 q58 10 38 110 h-32 q24 -70 -6 -110 Z', '#dcccab')
    p.rect(1378, 640, 64, 16, '#b98a4e', 6)
    # under the counter: crates
    for k, c in enumerate(('#D9704F', '#8fae5a', '#E0A23E')):
        crate(p, 210 + k * 200, 980, 160, 90, [WOOD, '#cf9a58', '#e0b274'][k])
        for j in range(4):
            p.circ(232 + k * 200 + j * 38, 888, 21, c)
            p.circ(226 + k * 200 + j * 38, 881, 6, '#ffffff', .5)
    for x, s in ((930, 120), (1090, 96), (1260, 130)):
        p.rect(x, 980 - s * .8, s, s * .8, '#cfd8de', 8)
        p.rect(x + s * .72, 980 - s * .8, s * .28, s * .8, '#aab6be', 8)
        p.rect(x - 8, 980 - s * .86, s + 16, 14, '#e6ecef', 6)
    # the signing book
    p.open('translate(150 742) rotate(-3)')
    p.rect(0, -8, 130, 22, light(b, .25), 4)
    p.rect(6, -16, 118, 12, '#fffdf6', 3)
    p.close()


def indoor_hl03(p):
    b = BRAND['hl03']
    room(p, '#f7ead0', '#d6a768', 820, b)
    # door of the nap room with a round window
    p.rect(90, 160, 380, 670, '#fffaf0', 10)
    p.rect(118, 188, 324, 640, '#C48A2E', 6)
    p.rect(118, 188, 324, 640, dark('#C48A2E', .1), 6, .25)
    p.circ(280, 360, 92, '#fffaf0')
    p.circ(280, 360, 76, '#51557e')
    p.path('M270 310 A46 46 0 1 0 318 380 A36 36 0 1 1 270 310 Z', '#ffeec2')
    for x, y in ((240, 400), (318, 330), (236, 334)):
        p.circ(x, y, 4, '#ffeec2')
    p.rect(400, 520, 18, 76, '#fff0cf', 8)
    p.rect(150, 620, 260, 160, dark('#C48A2E', .12), 8)
    # rows of commitment cards
    board(p, 580, 170, 560, 380, '#fbf3e0')
    ks = ['sun', 'hand', 'drop', 'house', 'shoe', 'leaf', 'flower', 'step', 'boat']
    for r in range(3):
        for k in range(3):
            x, y = 618 + k * 168, 208 + r * 112
            p.rect(x + 4, y + 6, 148, 90, '#20303a', 6, .12)
            p.rect(x, y, 148, 90, '#fffdf6', 6)
            p.rect(x, y, 148, 14, ['#C0562F', b, '#7d8a48'][r], 5)
            doodle(p, ks[r * 3 + k], x + 36, y + 54, 56, ['#C0562F', b, '#7d8a48'][r])
            lines(p, x + 72, y + 40, 62, 3, '#c9bb9c', 16, 5)
    # three group tags
    for k, kd in enumerate(('house', 'carrot', 'sun')):
        p.circ(1290, 220 + k * 130, 52, ['#7d8a48', '#C0562F', '#E0A23E'][k])
        p.circ(1290, 220 + k * 130, 43, '#fffaf0')
        doodle(p, kd, 1290, 220 + k * 130, 60, ['#7d8a48', '#C0562F', b][k])
        lines(p, 1360, 206 + k * 130, 130, 2, '#d3c19c', 24, 8)
    # console table with the open comment book
    table(p, 620, 1020, 640, 360, WOOD, 26)
    p.path('M760 648 q90 -30 180 0 q90 -30 180 0 l16 -56 q-96 -34 -196 0 q-100 -34 -196 0 Z', '#e9ddc2')
    p.path('M764 640 q88 -30 176 0 l0 -56 q-92 -30 -190 2 Z', '#fffdf6')
    p.path('M940 640 q88 -30 176 0 l14 -54 q-98 -32 -190 -2 Z', '#fff8ea')
    for k in range(3):
        p.line('M%d %d q60 -16 130 -2' % (786 - k * 4, 626 - k * 15), '#b9ad92', 4, .8)
        p.line('M%d %d q60 -14 130 4' % (966, 624 - k * 15), '#b9ad92', 4, .8)
    p.line('M1090 640 L1180 590', '#C0562F', 9)
    pot(p, 700, 640, 120, '#b4622f', '#86a052')
    lamp(p, 940, 60, 84, b)
    # slippers in a row and a bench
    p.ell(300, 1046, 260, 18, '#20303a', .15)
    p.rect(70, 900, 440, 28, WOOD, 6)
    for x in (90, 470):
        p.rect(x, 926, 20, 116, WOODD)
    p.rect(70, 1000, 440, 14, WOODD, 4)
    for k, c in enumerate(('#C0562F', '#7d8a48', '#5f8f8a', '#E0A23E', '#a9603f')):
        x = 100 + k * 84
        for sg in (0, 34):
            p.path('M%d 1000 v-18 q15 -20 30 0 v18 Z' % (x + sg), c)
            p.ell(x + sg + 15, 996, 9, 5, light(c, .5))
    p.rect(1300, 640, 240, 196, '#fffaf0', 8)
    for r in range(2):
        for k in range(3):
            p.rect(1316 + k * 74, 656 + r * 88, 60, 74, dark(WOOD, .3), 4)
            p.path('M%d %d q30 -34 50 0 v20 h-50 Z' % (1321 + k * 74, 710 + r * 88), ['#d8c7e0', '#f0c3a6', '#c9dcc0', '#f2dca0', '#c3dbe0', '#eac9b0'][r * 3 + k])
    rug(p, 960, 1110, 330, 62, '#d9b06a')


def indoor_hl04(p):
    b = BRAND['hl04']
    room(p, '#eee6f4', '#dcc4a4', 830, b, (1180, 140, 310, 330), boards=False)
    for k in range(-9, 10):
        p.line('M%d 830 L%d 1200' % (800 + k * 130, 800 + k * 230), '#c9ad88', 3, .6)
    for y in (890, 970, 1080):
        p.line('M0 %d H1600' % y, '#c9ad88', 3, .6)
    # cards with the movements of hands
    board(p, 100, 110, 900, 420, '#fbf8fd')
    for i in range(8):
        x, y = 136 + (i % 4) * 212, 144 + (i // 4) * 182
        p.rect(x + 4, y + 6, 184, 158, '#20303a', 8, .1)
        p.rect(x, y, 184, 158, ['#fffdf6', '#f3edf9', '#fff3e6'][i % 3], 8)
        c = ['#E7B48F', '#D99A72', '#F0C6A4'][i % 3]
        cx, cy = x + 92, y + 70
        if i % 4 == 0:      # wiping along the border of a table
            p.rect(cx - 62, cy - 40, 124, 76, '#e8c48f', 6)
            p.line('M%d %d h100 v52 h-100 v-28 h70' % (cx - 50, cy - 28), b, 6)
            hand(p, cx + 26, cy + 40, 62, c)
        elif i % 4 == 1:    # three fingers at the back of the neck, shown on a cloth
            p.ell(cx, cy + 22, 66, 22, '#f4e6da')
            for k in range(3):
                p.rect(cx - 36 + k * 26, cy - 52, 19, 76, c, 9)
            p.path('M%d %d h78 v-24 q-39 -20 -78 0 Z' % (cx - 40, cy - 30), c)
        elif i % 4 == 2:    # wringing
            p.path('M%d %d q30 -24 58 0 q28 24 58 0 v26 q-30 24 -58 0 q-28 -24 -58 0 Z' % (cx - 58, cy - 10), light(b, .45))
            hand(p, cx - 52, cy + 36, 60, c)
            hand(p, cx + 52, cy + 36, 60, c)
            doodle(p, 'drop', cx, cy + 46, 26, '#7fa8d8')
        else:               # folding bedding
            p.rect(cx - 60, cy - 6, 120, 44, '#d8c7ee', 8)
            p.rect(cx - 60, cy - 30, 120, 34, '#c3abe2', 8)
            p.line('M%d %d q50 -40 92 -6' % (cx - 44, cy - 40), b, 6)
            p.poly([(cx + 40, cy - 56), (cx + 62, cy - 44), (cx + 42, cy - 32)], b)
        lines(p, x + 30, y + 132, 124, 2, '#cdc2d6', 14, 5)
    # rack of cloths in separate colours
    p.rect(110, 600, 880, 18, WOOD, 6)
    for k, c in enumerate(('#D9704F', '#E0A23E', '#7fae6a', '#5f93c8', b, '#C9678F')):
        x = 150 + k * 142
        p.circ(x + 46, 600, 12, '#8f97a0')
        p.path('M%d 606 h92 l-6 150 q-20 -12 -40 0 q-20 12 -40 0 Z' % x, c)
        p.path('M%d 606 h34 l-2 146 q-14 -4 -26 4 Z' % (x + 58), dark(c, .15), .6)
        p.line('M%d 640 h76' % (x + 8), light(c, .4), 5)
        p.line('M%d 656 h76' % (x + 8), light(c, .4), 3)
        p.circ(x + 46, 572, 20, '#ffffff')
        doodle(p, ['house', 'sun', 'leaf', 'drop', 'hand', 'flower'][k], x + 46, 572, 30, c)
    # counter with basins
    p.rect(1080, 640, 440, 34, '#fffaf2', 6)
    p.rect(1080, 668, 440, 10, '#d3c6dc', 4)
    p.rect(1096, 676, 408, 250, light(b, .72), 6)
    for k in range(3):
        p.rect(1110 + k * 132, 694, 118, 216, light(b, .82), 6)
        p.rect(1150 + k * 132, 714, 38, 10, b, 5)
    for k, c in enumerate(('#5f93c8', '#E0A23E', '#7fae6a')):
        p.path('M%d 588 h110 l-16 52 h-78 Z' % (1100 + k * 136), c)
        p.path('M%d 588 h32 l-14 52 h-20 Z' % (1178 + k * 136), dark(c, .2), .6)
        p.rect(1096 + k * 136, 580, 118, 14, light(c, .25), 6)
    # trolley with folded bedding
    p.ell(470, 1118, 270, 20, '#20303a', .15)
    for y in (940, 1076):
        p.rect(230, y, 470, 20, '#c9b3e0', 6)
    for x in (240, 672):
        p.rect(x, 860, 16, 240, '#9a84b8', 4)
    for x in (260, 666):
        p.circ(x, 1110, 18, '#55486a')
    for k, c in enumerate(('#f4e6da', '#d8c7ee', '#cfe0ee', '#f6dfb8')):
        p.rect(270 + (k % 2) * 200, 904 - (k // 2) * 40 + 0, 180, 38, c, 12)
        p.line('M%d %d h150' % (284 + (k % 2) * 200, 922 - (k // 2) * 40), dark(c, .15), 3)
    for k, c in enumerate(('#e9d8c6', '#c3abe2', '#d2e4d2')):
        p.rect(262 + k * 140, 1036, 128, 40, c, 12)
    bucket(p, 880, 1110, 130, '#5f93c8')
    pot(p, 1370, 1130, 190, '#b98a5a', '#86ad76')
    stool(p, 1120, 1130, 140, b)


def indoor_ds01(p):
    b = BRAND['ds01']
    room(p, '#f9ebe6', '#dcb083', 820, b)
    # shelf with outlines: every thing has its own shape to go back to
    x, y, w, h = 110, 900, 1000, 720
    out = '#f3dcc0'

    def fill(r, k, cx, cy, cw, ch):
        p.rect(cx, cy, cw, ch, out)
        p.rect(cx, cy, cw, 16, '#20303a', 0, .1)
        base = cy + ch - 8
        dash = 'stroke="%s" stroke-width="4" stroke-dasharray="10 8"' % mix(b, '#ffffff', .3)
        i = r * 3 + k
        if i == 0:
            for j, c in enumerate((WOOD, '#E0A23E', b)):
                p.rect(cx + 24 + j * 92, base - 120 + j * 26, 74, 120 - j * 26, light(c, .1), 3)
                p.rect(cx + 84 + j * 92, base - 120 + j * 26, 14, 120 - j * 26, dark(c, .2), 3)
        elif i == 1:
            p.add('<path d="M%s %s v-110 h150 v110 h-46 v-24 a29 29 0 0 0 -58 0 v24 Z" fill="#fbeee0" %s/>' % (n(cx + 30), n(base), dash))
            arch(p, cx + 200, base, 84, 90, '#5f8f8a')
        elif i == 2:
            for j, c in enumerate((b, '#E0A23E', '#5f8f8a', '#d98aa0', '#8fae7a')):
                p.rect(cx + 20, base - 26 - j * 26, cw - 40, 24, c, 11)
                p.circ(cx + 38, base - 14 - j * 26, 9, light(c, .5))
        elif i == 3:
            for j, c in enumerate((b, '#E0A23E', '#5f8f8a', '#c9a27a')):
                xx = cx + 30 + j * 66
                p.path('M%s %s q-8 -80 22 -130 q34 50 22 130 Z' % (n(xx), n(base)), c)
                p.path('M%s %s q4 -80 -6 -126 q34 46 22 126 Z' % (n(xx + 28), n(base)), dark(c, .2), .5)
        elif i == 4:
            for j in range(3):
                p.add('<circle cx="%s" cy="%s" r="44" fill="#fbeee0" %s/>' % (n(cx + 62 + j * 94), n(base - 54), dash))
                if j != 1:
                    p.ring(cx + 62 + j * 94, base - 54, 32, [WOODD, b, '#5f8f8a'][j], 18)
        elif i == 5:
            basket(p, cx + 24, base, 110, 80, '#cf9a58', ['#b4475f', '#E0A23E', '#f6ede0'])
            basket(p, cx + 164, base, 110, 80, '#c58f52', ['#5f8f8a', '#8fae7a', '#f6ede0'])
        elif i == 6:
            for j in range(7):
                p.line('M%s %s q%s -60 %s -140' % (n(cx + 40 + j * 10), n(base - 20), (j - 3) * 4, (j - 3) * 14), ['#a9743f', '#c58f52', '#8a5c34'][j % 3], 7)
            p.path('M%s %s h100 l-12 66 h-76 Z' % (n(cx + 22), n(base - 66)), '#b4622f')
            p.path('M%s %s h96 l-10 92 h-76 Z' % (n(cx + 170), n(base - 92)), '#c9825a')
            p.ell(cx + 218, base - 92, 48, 11, '#8a4f34')
        elif i == 7:
            books(p, cx + 10, base, cw - 20, ch * .9, [b, '#E0A23E', '#5f8f8a', '#f3e3cf', '#d98aa0'], 4)
        else:
            for j in range(3):
                p.rect(cx + 18, base - 44 - j * 46, cw - 36, 42, ['#f6d2da', '#f2dfb5', '#cfe0da'][j], 10)
                p.line('M%s %s h%s' % (n(cx + 34), n(base - 22 - j * 46), n(cw - 68)), dark(['#f6d2da', '#f2dfb5', '#cfe0da'][j], .18), 3)
    shelf(p, x, y, w, h, 3, 3, WOOD, fill)
    for k, (kd, c) in enumerate((('flower', b), ('leaf', '#5f8f8a'), ('sun', '#E0A23E'))):
        card(p, 190 + k * 300, 56, 110, 112, kd, c, (k - 1) * 3, 0)
    # window and lamp at the right
    p.rect(1232, 132, 296, 336, '#ffffff', 8)
    cid = p.clip('M1250 150 h260 v300 h-260 Z')
    p.open(clip=cid)
    view(p, 1250, 150, 260, 300, b)
    for k in range(26):
        flower(p, 1250 + (k * 53) % 250, 150 + ((k * 31) % 120) * (1 - ((k * 53) % 250) / 300), 10, ['#f4bccb', '#ffffff', '#eea3b8'][k % 3], '#f3c66a')
    p.close()
    p.rect(1374, 150, 12, 300, '#ffffff')
    p.rect(1220, 468, 320, 18, '#ffffff', 4)
    pot(p, 1300, 470, 96, b, '#86ad6a')
    # box on the table with a kitchen scale
    table(p, 1150, 1060, 430, 300, '#e0b274')
    scale_(p, 1280, 756, 190, b)
    for k in range(7):
        p.circ(1226 + k * 18, 646 - (k % 2) * 10, 12, ['#b4475f', '#E0A23E', '#f6ede0', '#5f8f8a'][k % 4])
    p.rect(1400, 660, 130, 96, '#cf9a58', 6)
    p.poly([(1400, 660), (1530, 660), (1560, 606), (1428, 606)], '#e6bd86')
    doodle(p, 'flower', 1464, 710, 60, b)
    rug(p, 620, 1080, 420, 90, '#e6a9b8')
    block(p, 470, 1080, 110, 80, '#E0A23E')
    block(p, 600, 1080, 130, 80, WOOD)
    arch(p, 520, 990, 150, 80, b)
    block(p, 800, 1110, 90, 56, '#5f8f8a')


def indoor_ds10(p):
    b = BRAND['ds10']
    # a corridor in perspective
    p.rect(0, 0, 1600, 1200, '#e4f0f0')
    p.poly([(0, 0), (600, 300), (600, 760), (0, 1130)], p.grad([(0, '#eef6f4'), (1, '#d9eae8')]))
    p.poly([(1600, 0), (1000, 300), (1000, 760), (1600, 1130)], '#d3e5e6')
    p.poly([(0, 0), (1600, 0), (1000, 300), (600, 300)], '#f8faf5')
    p.poly([(0, 1130), (600, 760), (1000, 760), (1600, 1130), (1600, 1200), (0, 1200)], '#e0bd8a')
    for k in range(1, 9):
        t = k / 9
        p.line('M%s 760 L%s 1200' % (n(600 + 400 * t), n(-300 + 2200 * t)), '#c79f68', 3, .6)
    for y in (790, 830, 885, 960, 1060):
        p.line('M%s %s H%s' % (n(600 - (y - 760) * 1.62), y, n(1000 + (y - 760) * 1.62)), '#c79f68', 3, .5)
    p.poly([(0, 800), (600, 628), (600, 760), (0, 1130)], light(b, .72))
    p.poly([(1600, 800), (1000, 628), (1000, 760), (1600, 1130)], light(b, .64))
    p.line('M0 800 L600 628 M1600 800 L1000 628', '#ffffff', 12)
    # end of the corridor: a window on the garden
    p.rect(600, 300, 400, 460, '#f2f7f3')
    p.rect(650, 340, 300, 420, '#ffffff', 6)
    cid = p.clip('M668 358 h264 v402 h-264 Z')
    p.open(clip=cid)
    view(p, 668, 358, 264, 402, b)
    p.close()
    p.rect(794, 358, 12, 402, '#ffffff')
    p.rect(668, 520, 264, 10, '#ffffff')
    p.poly([(668, 762), (932, 762), (1160, 1190), (440, 1190)], '#fff6d8', .35)
    for k in range(3):
        s = 1 - k * .28
        p.ell(800, 60 + k * 92, 130 * s, 26 * s, '#fff3c9')
        p.ell(800, 56 + k * 92, 130 * s, 22 * s, '#ffffff')
    # hint drawings on the left wall, low, in perspective
    ks = ['shoe', 'hand', 'drop', 'leaf']
    for i, (x0, x1) in enumerate(((40, 178), (220, 332), (366, 454), (482, 552))):
        def at(x, t):
            u = x / 600
            top, bot = 800 + (628 - 800) * u, 1130 + (760 - 1130) * u
            return top - (bot - top) * .95 + (bot - top) * .9 * t
        p.poly([(x0 + 5, at(x0, 0) + 8), (x1 + 5, at(x1, 0) + 6), (x1 + 5, at(x1, 1) + 6), (x0 + 5, at(x0, 1) + 8)], '#20303a', .12)
        p.poly([(x0, at(x0, 0)), (x1, at(x1, 0)), (x1, at(x1, 1)), (x0, at(x0, 1))], ['#fffdf6', '#fff5e2', '#f3fbf8', '#fffdf6'][i])
        cx = (x0 + x1) / 2
        sk = math.degrees(math.atan2(at(x1, .5) - at(x0, .5), x1 - x0))
        p.open('translate(%s %s) skewY(%s)' % (n(cx), n(at(cx, .42)), n(sk)))
        doodle(p, ks[i], 0, 0, (x1 - x0) * .74, ['#D9704F', b, '#4f9fc0', '#6fa35a'][i])
        lines(p, -(x1 - x0) * .3, (at(cx, 1) - at(cx, 0)) * .34, (x1 - x0) * .6, 2, '#c3cfcd', 14, 5)
        p.close()
    # right wall: shoe rack and coats on low hooks
    for i, (x0, x1) in enumerate(((1052, 1120), (1148, 1236), (1270, 1382), (1424, 1562))):
        def at2(x, t):
            u = (1600 - x) / 600
            top, bot = 800 + (628 - 800) * u, 1130 + (760 - 1130) * u
            return top - (bot - top) * .7 + (bot - top) * t
        c = ['#D9704F', '#E2A44A', '#5f9c8a', b][i]
        m = (x0 + x1) / 2
        ww = x1 - x0
        y = at2(m, -.12)
        p.circ(m, y, ww * .09, WOODD)
        p.line('M%s %s C%s %s %s %s %s %s M%s %s C%s %s %s %s %s %s' % tuple(map(n, (m, y, m - ww * .05, y + ww * .2, m - ww * .2, y + ww * .3, m - ww * .22, y + ww * .5, m, y, m + ww * .05, y + ww * .2, m + ww * .2, y + ww * .3, m + ww * .22, y + ww * .5))), dark(c, .25), ww * .05)
        p.rect(m - ww * .36, y + ww * .46, ww * .72, ww * .84, c, ww * .16)
        p.rect(m + ww * .14, y + ww * .46, ww * .22, ww * .84, dark(c, .2), ww * .12, .6)
        p.rect(m - ww * .22, y + ww * .78, ww * .44, ww * .34, light(c, .3), ww * .08)
        doodle(p, ['leaf', 'sun', 'drop', 'flower'][i], m, y + ww * .94, ww * .26, c)
    p.poly([(1600, 1010), (1090, 752), (1090, 786), (1600, 1110)], WOOD)
    p.poly([(1600, 1010), (1090, 752), (1040, 764), (1460, 1030)], light(WOOD, .25))
    for k in range(4):
        x = 1120 + k * 108 + k * k * 6
        y = 776 + (x - 1090) * .52
        s = 40 + k * 17
        for sg in (0, 1):
            p.path('M%s %s q%s %s %s 0 v%s h%s Z' % tuple(map(n, (x + sg * s * .55 - 20, y - 8, s * .22, -s * .5, s * .45, s * .3, -s * .45))), ['#D9704F', b, '#E2A44A', '#5f9c8a'][k])
    # plants on the sill side
    pot(p, 690, 770, 90, '#E2A44A', '#6fa878')
    pot(p, 910, 770, 80, b, '#86b87e')
    # painted stones on the floor as a quiet path
    for k in range(7):
        t = k / 6
        s = 14 + 34 * t
        p.ell(800 + math.sin(k * 1.3) * 60 * t, 800 + 350 * t, s * 1.5, s * .6, ['#8fc4cf', '#f2d39a', '#b9dcc6', '#f0b9a0'][k % 4])


def indoor_hl10(p):
    b = BRAND['hl10']
    room(p, '#eef0dc', '#d9ae74', 820, b, (1150, 140, 340, 340))
    beam(p, 1150, 820, 340, 340, -280)
    lamp(p, 980, 90, 80, b)
    # public board: photographs of meals at left, three plain sums at right, room for questions
    board(p, 90, 110, 820, 520, '#fbfaf0')
    p.rect(120, 140, 760, 46, b, 6)
    for k in range(3):
        p.circ(160 + k * 44, 163, 11, light(b, .6))
    for r in range(2):
        for k in range(3):
            x, y = 124 + k * 150, 204 + r * 140
            p.rect(x, y, 138, 122, '#ffffff', 8)
            p.rect(x + 8, y + 8, 122, 106, ['#f4e6c8', '#e4efd6', '#fbe3d2'][(r + k) % 3], 6)
            p.circ(x + 69, y + 61, 44, '#ffffff')
            p.circ(x + 69, y + 61, 37, '#f3f3ea')
            i = r * 3 + k
            p.path('M%d %d a37 37 0 0 1 37 -37 v37 Z' % (x + 32, y + 61), ['#fdfdf8', '#EDBB45', '#f4ead0'][i % 3])
            p.path('M%d %d a37 37 0 0 1 37 37 h-37 Z' % (x + 69, y + 24), ['#7fae5a', '#D9704F', '#8fbf6a'][i % 3])
            p.path('M%d %d h74 a37 37 0 0 1 -74 0 Z' % (x + 32, y + 63), ['#C9824a', '#b56a3a', '#E8A23A'][i % 3])
    for k, (w, c) in enumerate(((190, '#8fae5a'), (150, '#E0A23E'), (60, '#5f8f8a'))):
        y = 216 + k * 84
        p.rect(604, y, 260, 62, '#f1f3e2', 8)
        p.rect(620, y + 18, w, 26, c, 8)
    p.rect(124, 496, 744, 104, '#fffdf6', 8)
    for k in range(5):
        p.open('translate(%d %d) rotate(%d)' % (150 + k * 142, 510 + (k % 2) * 8, [-4, 3, -2, 4, -3][k]))
        p.rect(0, 0, 112, 72, ['#fbe9a9', '#d9ecc6', '#fbd5c2', '#d3e8ec', '#fbe9a9'][k], 3)
        lines(p, 14, 22, 84, 3, '#a9a488', 17, 4)
        p.close()
    # table with scale, bowls and vegetables
    table(p, 120, 1120, 1160, 340, '#dcb073', 30)
    scale_(p, 360, 770, 300, b)
    for k in range(5):
        p.path('M%d 612 q30 -70 62 0 Z' % (270 + k * 34), ['#8fc27a', '#76b06a', '#a9d490'][k % 3])
    for k, c in enumerate(('#fdfdf8', '#EDBB45', '#D9704F')):
        x = 640 + k * 150
        p.ell(x + 4, 768, 70, 11, '#20303a', .15)
        p.ell(x, 706, 64, 17, c)
        p.path('M%d 706 a64 60 0 0 0 128 0 Z' % (x - 64), ['#7fae9a', '#e9dcc0', '#c9d6b0'][k])
        p.path('M%d 706 h44 a64 60 0 0 1 -56 58 q20 -24 12 -58 Z' % (x + 20), dark(['#7fae9a', '#e9dcc0', '#c9d6b0'][k], .16), .6)
        for j in range(5):
            p.circ(x - 36 + j * 18, 700 - (j % 2) * 7, 12, light(c, .1) if j % 2 else dark(c, .06))
    for k in range(4):
        p.open('translate(%d %d) rotate(%d)' % (1110 + k * 26, 690 + k * 6, 62 - k * 8))
        p.path('M-14 0 Q0 -12 14 0 L3 84 Q0 92 -3 84 Z', ['#E8893A', '#F09B4E'][k % 2])
        for j in (-1, 0, 1):
            p.line('M0 -4 q%d -20 %d -38' % (j * 6, j * 18), LEAF, 6)
        p.close()
    # weighing cards and a cloth
    p.open('translate(500 792) rotate(-6)')
    p.rect(0, 0, 110, 20, '#fffdf6', 3)
    p.close()
    # sacks and baskets on the floor
    p.ell(1420, 1110, 160, 18, '#20303a', .16)
    p.path('M1320 1104 q-40 -170 30 -220 q60 -24 120 0 q70 50 40 220 q-96 20 -190 0 Z', '#e3d2a6')
    p.path('M1440 876 q90 30 70 228 q-40 8 -70 10 q50 -110 0 -238 Z', '#c9b580', .8)
    p.ell(1410, 884, 62, 16, '#EDBB45')
    for k in range(12):
        p.circ(1366 + k * 8, 880 + (k % 3) * 5, 4, '#F7D77E')
    wheat(p, 1400, 1060, 120, '#b08f3a', 0)
    stool(p, 330, 1130, 150, b)
    stool(p, 700, 1150, 150, '#D98A3E')
    stool(p, 1040, 1130, 150, b)


def indoor_hl15(p):
    b = BRAND['hl15']
    room(p, '#e9ebf8', '#d8b48a', 820, b)
    # glass entrance on the left, with the lake outside
    p.rect(60, 120, 560, 720, '#ffffff', 8)
    for dx in (22, 288):
        cid = p.clip('M%d 142 h250 v690 h-250 Z' % (60 + dx))
        p.open(clip=cid)
        p.rect(60, 120, 560, 720, p.grad([(0, '#b9c3ec'), (1, '#fbeedd')]))
        helan(p, 480, [(60, 110), (220, 160), (380, 110), (560, 150)], '#8d96cc', '#b0b8e2')
        p.rect(60, 478, 560, 200, '#c3c9ea')
        for k in range(8):
            p.path('M%d %d q40 -4 80 0 q-40 5 -80 0Z' % (70 + (k * 97) % 480, 500 + k * 20), '#ffffff', .7)
        p.rect(60, 660, 560, 200, '#d9c9a6')
        for k in range(9):
            reed(p, 90 + k * 62, 700, 130 + (k * 29) % 60, '#7d9a70', '#e0c898', .08)
        p.close()
    p.rect(318, 440, 12, 110, b, 5)
    p.rect(350, 440, 12, 110, b, 5)
    p.poly([(80, 832), (600, 832), (900, 1180), (200, 1180)], '#fff6e0', .32)
    # stand with the open book
    x = 900
    p.ell(x + 20, 1036, 190, 18, '#20303a', .16)
    p.rect(x - 14, 760, 34, 260, WOODD)
    p.rect(x + 8, 760, 12, 260, dark(WOODD, .2))
    p.rect(x - 120, 1012, 246, 24, WOOD, 8)
    p.poly([(x - 220, 760), (x + 226, 760), (x + 186, 640), (x - 180, 640)], WOOD)
    p.rect(x - 222, 756, 450, 22, WOODD, 6)
    p.poly([(x - 190, 744), (x, 752), (x, 640), (x - 156, 636)], '#fffdf6')
    p.poly([(x + 196, 744), (x, 752), (x, 640), (x + 160, 636)], '#fff8ec')
    p.line('M%d 640 V752' % x, '#d8cbb2', 4)
    for k in range(4):
        p.line('M%d %d h%d' % (x - 150 - k * 8, 664 + k * 22, 124 + k * 6), '#b9bfe0', 6)
        p.line('M%d %d h%d' % (x + 22, 664 + k * 22, 112 + k * 8), '#b9bfe0', 6)
        p.circ(x + 148 + k * 10, 664 + k * 22, 7, ['#6fa35a', '#6fa35a', '#E0A23E', '#6fa35a'][k])
    p.line('M%d 742 L%d 690' % (x + 120, x + 200), '#E0A23E', 10)
    p.path('M%d 752 v60 l-14 -12 l-14 12 v-62 Z' % (x + 8), '#C9576B')
    # board above with small things and their dates
    board(p, 700, 150, 440, 360, '#f7f8fd')
    for i in range(6):
        xx, yy = 736 + (i % 3) * 130, 186 + (i // 3) * 150
        card(p, xx, yy, 108, 130, ['shoe', 'drop', 'house', 'sun', 'leaf', 'step'][i], [b, '#5f93c8', '#D9704F', '#E0A23E', '#6fa35a', '#8f7fd0'][i], (-3, 2, -2, 3, -1, 2)[i])
    # low umbrella rack
    rx = 1190
    p.ell(rx + 170, 1046, 220, 18, '#20303a', .16)
    p.rect(rx, 800, 340, 16, WOOD, 6)
    p.rect(rx, 1000, 340, 40, WOOD, 6)
    p.rect(rx, 1024, 340, 16, WOODD, 6)
    for k in range(5):
        ux = rx + 36 + k * 66
        c = [b, '#E0A23E', '#D9704F', '#6fa35a', '#8f7fd0'][k]
        h = (240, 210, 256, 222, 236)[k]
        p.line('M%d %d v-%d' % (ux, 1004, h + 20), '#6b5a48', 8)
        p.path('M%d 1000 L%d %d q20 -30 40 0 L%d 1000 Z' % (ux - 8, ux - 20, 1000 - h * .8, ux + 8), c)
        p.path('M%d 1000 L%d %d L%d %d Z' % (ux + 3, ux + 8, 1000 - h * .84, ux + 20, 1000 - h * .8), dark(c, .2))
        p.line('M%d %d v-26 q0 -26 24 -26 q20 0 20 20' % (ux, 1000 - h), '#6b5a48', 9)
    for dx in (0, 324):
        p.rect(rx + dx, 790, 16, 250, WOODD, 4)
    p.rect(rx - 4, 816, 348, 12, dark(WOOD, .18), 4)
    for k in range(5):
        p.ell(rx + 40 + k * 62, 1062, 20, 6, '#9fb9d8', .7)
    # boots below the door, mat
    p.rect(180, 870, 360, 70, '#8f96c4', 12)
    p.rect(196, 882, 328, 46, '#a9b0da', 8)
    for k, c in enumerate(('#E0A23E', b, '#D9704F')):
        bx = 90 + k * 118
        for sg in (0, 44):
            p.path('M%d 1090 v-74 h32 v48 q24 4 22 26 Z' % (bx + sg, ), c)
            p.rect(bx + sg - 2, 1008, 36, 12, light(c, .3), 5)
            p.rect(bx + sg, 1086, 54, 9, dark(c, .35), 4)
    lamp(p, 920, 40, 70, b)
    for k in range(3):
        p.circ(1270 + k * 80, 230, 30, light(b, .2) if k != 1 else b)
        p.circ(1262 + k * 80, 222, 9, '#ffffff', .5)
    p.line('M1180 300 C1260 250 1320 330 1400 290 S1520 280 1560 300', b, 14)


def indoor_tyc01(p):
    b = BRAND['tyc01']
    room(p, '#fbeeda', '#d8aa72', 820, b, (1130, 130, 380, 360))
    beam(p, 1130, 820, 380, 340, -300)
    lamp(p, 900, 100, 84, b)
    # wall of growth: a rope measure, strips week by week
    board(p, 90, 100, 720, 560, '#fffaf0')
    base = 620
    for k in range(6):
        x = 160 + k * 108
        h = (60, 120, 190, 270, 350, 420)[k]
        p.rect(x - 40, 140, 92, 480, ['#fdf1dc', '#f6f1dd'][k % 2], 6)
        if k < 2:
            p.line('M%d %d v-%d' % (x, base - 20, h - 30), '#6f9d4e', 8)
            for sg in (-1, 1):
                p.ell(x + sg * 18, base - h + 8, 20, 10, '#7fb05a', 1, sg * -26)
        elif k < 4:
            p.line('M%d %d v-%d' % (x, base - 20, h - 30), '#6f9d4e', 9)
            for t in range(k + 1):
                for sg in (-1, 1):
                    p.ell(x + sg * 20, base - 60 - t * (h - 90) / k, 22, 10, ['#7fb05a', '#5f9246'][sg > 0], 1, sg * -26)
            p.ell(x, base - h + 12, 15, 18, '#8fb85a')
        else:
            sunflower(p, x, base - 20, h - 50, 30 + (k - 4) * 9)
        p.ell(x + 4, base - 18, 40, 9, '#a9764a')
        p.circ(x + 4, 158, 15, [b, '#E0A23E'][k % 2])
        p.circ(x + 4, 158, 9, '#fffaf0')
    p.line('M124 %d V150' % (base - 18), '#c98f52', 8)
    for k in range(10):
        p.circ(124, base - 30 - k * 46, 8, [b, '#5f8f8a', '#E0A23E'][k % 3])
    # shelf of jars and seed packets
    p.rect(860, 560, 200, 18, WOOD, 4)
    for k in range(3):
        x = 872 + k * 62
        p.rect(x, 482, 50, 78, '#f4f8f4', 8)
        p.rect(x + 4, 516, 42, 42, ['#5b4636', '#c9a25e', '#3f3a34'][k], 6)
        p.rect(x - 2, 474, 54, 14, b, 5)
    # long table: packets, diary, pots
    table(p, 160, 1110, 1180, 330, '#dcb073', 30)
    for k in range(4):
        x = 230 + k * 104
        p.open('translate(%d %d) rotate(%d)' % (x, 650 + (k % 2) * 12, (-5, 4, -3, 6)[k]))
        p.rect(4, 6, 84, 112, '#20303a', 4, .13)
        p.rect(0, 0, 84, 112, ['#f3d9a8', '#efe3c6', '#f0cba6', '#e3e6c6'][k], 4)
        p.poly([(0, 0), (84, 0), (42, 26)], dark(['#f3d9a8', '#efe3c6', '#f0cba6', '#e3e6c6'][k], .14))
        for j in range(3):
            p.path('M%d 92 q-8 -26 6 -40 q12 16 2 40 Z' % (24 + j * 18), '#4a4038')
            p.line('M%d 88 q-3 -16 3 -28' % (25 + j * 18), '#e9e2d2', 2.4)
        p.close()
    p.path('M690 768 q80 -26 160 0 q80 -26 160 0 l14 -84 q-88 -30 -174 0 q-86 -30 -174 0 Z', '#e6d8ba')
    p.path('M694 760 q78 -26 156 0 v-80 q-86 -28 -168 0 Z', '#fffdf6')
    p.path('M850 760 q78 -26 156 0 l12 -80 q-84 -28 -168 0 Z', '#fff8ea')
    doodle(p, 'flower', 768, 716, 70, b)
    for k in range(3):
        p.line('M878 %d q52 -12 106 0' % (738 - k * 18), '#c3b391', 5, .9)
    for k in range(3):
        pot(p, 1100 + k * 84, 764, 88 + k * 8, ['#b4622f', '#5f8f8a', '#d99a3e'][k], '#7fa653')
    p.line('M660 790 C700 770 740 800 690 806 C640 812 620 786 600 796', '#c98f52', 9)
    stool(p, 360, 1140, 150, b)
    stool(p, 760, 1150, 150, '#5f8f8a')
    stool(p, 1120, 1140, 150, '#d99a3e')
    bucket(p, 1460, 1080, 140, '#5f8f8a')
    for k in range(3):
        spade(p, 1440 + k * 24, 980, 150, -10 + k * 9, [b, '#7f8a90', '#d99a3e'][k])


# ---------------------------------------------------------------- emblems, 1024 x 1024

def logo_hlyey(p):
    """A wooden box in which five different leaves share one root."""
    b = BRAND['hlyey']
    p.rect(72, 72, 880, 880, b, 190)
    p.rect(72, 72, 880, 880, p.grad([(0, light(b, .12)), (1, dark(b, .12))]), 190)
    p.rect(142, 142, 740, 740, 'none', 130)
    p.add('<rect x="142" y="142" width="740" height="740" rx="136" fill="none" stroke="#ffffff" stroke-width="26" opacity=".92"/>')
    cs = ['#F4D58A', '#BFE3C8', '#ffffff', '#9ED2C2', '#F0B98A']
    kinds = ((-62, 300), (-31, 372), (0, 420), (31, 372), (62, 300))
    for (a, L), c in zip(kinds, cs):
        p.open('translate(512 690) rotate(%d)' % a)
        w = L * (.17 if a in (0,) else .2)
        p.path('M0 -60 C%s %s %s %s 0 %s C%s %s %s %s 0 -60 Z' % tuple(map(n, (w * 1.5, -L * .4, w * 1.1, -L * .8, -L * 1.08, -w * 1.1, -L * .8, -w * 1.5, -L * .4))), c)
        p.path('M0 -60 C%s %s %s %s 0 %s Z' % tuple(map(n, (w * 1.5, -L * .4, w * 1.1, -L * .8, -L * 1.08))), dark(c, .1), .5)
        p.line('M0 -70 V%s' % n(-L * .82), b, 9, .8)
        p.close()
    p.line('M512 650 V742 M512 742 C480 780 440 786 400 800 M512 742 C544 780 584 786 624 800 M512 742 V822', '#ffffff', 22)
    p.circ(512, 660, 30, '#ffffff')


def logo_hl01(p):
    """Wheat, dew and willow leaning on one brick wall."""
    b = BRAND['hl01']
    p.circ(512, 512, 452, b)
    cid = p.clip('M512 60 A452 452 0 1 1 511.9 60 Z')
    p.open(clip=cid)
    p.rect(0, 640, 1024, 400, dark(b, .2))
    for r in range(6):
        for k in range(9):
            p.rect(-40 + k * 140 + (r % 2) * 70, 652 + r * 62, 128, 50, light(b, .16) if (r + k) % 3 else light(b, .3), 8)
    p.close()
    p.rect(86, 616, 852, 30, '#FBEBD6', 15)
    # wheat
    p.line('M330 620 C330 500 326 430 330 330', '#F6D08A', 20)
    for k in range(5):
        y = 330 + k * 52
        for sg in (-1, 1):
            p.ell(330 + sg * 36, y, 22, 42, '#F6D08A' if sg < 0 else '#E9B65C', 1, sg * 26)
    p.ell(330, 272, 21, 44, '#FBE3B0')
    # dew
    p.path('M520 370 C548 440 600 480 600 538 A80 80 0 0 1 440 538 C440 480 492 440 520 370 Z', '#ffffff')
    p.path('M520 370 C548 440 600 480 600 538 A80 80 0 0 1 520 618 Z', '#D6ECEE')
    p.ell(486, 540, 16, 30, '#BFE0E6', .9, 18)
    # willow
    p.line('M720 620 C724 480 716 380 690 250', '#E6F0C2', 18)
    for t, (dx, L) in enumerate(((0, 150), (8, 170), (14, 160), (18, 140))):
        y = 260 + t * 78
        for sg in (-1, 1):
            p.path('M%s %s q%s %s %s %s q%s %s %s %s Z' % tuple(map(n, (692 + dx, y, sg * 70, 10, sg * 104, L * .72, -sg * 70, -L * .14, -sg * 104, -L * .72))), '#E6F0C2' if sg < 0 else '#C3D78C')


def logo_hl02(p):
    """Four palms that make one flower."""
    b = BRAND['hl02']
    cs = [b, light(b, .3), dark(b, .12), light(b, .16)]
    for k in range(4):
        p.open('rotate(%d 512 512)' % (k * 90))
        hand(p, 512, 488, 440, cs[k])
        p.path('M512 430 m-62 -60 q62 -50 124 0', 'none', 1, 'stroke="#ffffff" stroke-width="14" stroke-linecap="round" opacity=".75"')
        p.path('M512 430 m-40 -8 q40 -34 80 0', 'none', 1, 'stroke="#ffffff" stroke-width="14" stroke-linecap="round" opacity=".75"')
        p.close()
    p.circ(512, 512, 108, '#ffffff')
    p.circ(512, 512, 84, '#F2B84B')
    for k in range(8):
        a = k * .785
        p.circ(512 + math.cos(a) * 48, 512 + math.sin(a) * 48, 11, '#ffffff')


def logo_hl03(p):
    """Three staggered bars, as steps or as an open handbook, under the lamp of the gate."""
    b = BRAND['hl03']
    p.rect(72, 72, 880, 880, p.grad([(0, light(b, .1)), (1, dark(b, .16))]), 200)
    p.glow(742, 286, 250, '#FFE3A0', .75)
    p.circ(742, 286, 88, '#FFE9B4')
    p.circ(742, 286, 60, '#F7C452')
    for k, (x, c) in enumerate(((452, '#FBE3B0'), (312, '#F6D08A'), (172, '#E9B65C'))):
        y = 452 + k * 146
        w = 400
        p.rect(x, y, w, 106, c, 53)
        p.path('M%s %s h%s a53 53 0 0 1 53 53 h-%s a53 53 0 0 1 53 -53 Z' % (x + 53, y, w - 106, w), '#ffffff', .35)
        p.circ(x + 78, y - 54, 47, c)


def logo_hl04(p):
    """One winding channel through four round places."""
    b = BRAND['hl04']
    p.circ(512, 512, 452, p.grad([(0, light(b, .08)), (1, dark(b, .12))]))
    p.open('translate(512 512) scale(.86) translate(-512 -520)')
    d = 'M196 300 C420 180 560 300 500 430 C440 560 300 560 330 690 C356 800 620 860 830 690'
    p.line(d, '#ffffff', 96, .96)
    p.line(d, '#BFA8E6', 52)
    p.line('M226 296 C420 200 530 310 480 424 C420 540 280 560 312 694', '#ffffff', 12, .7)
    for x, y, c in ((228, 288, '#F6D27A'), (503, 410, '#F2A38A'), (332, 672, '#A9DDBE'), (796, 712, '#F6D27A')):
        p.circ(x, y, 92, '#ffffff')
        p.circ(x, y, 68, c)
        p.circ(x - 20, y - 20, 17, '#ffffff', .75)
    p.poly([(600, 492), (876, 492), (808, 586), (668, 586)], '#ffffff')
    p.poly([(668, 492), (738, 380), (808, 492)], '#F3ECFB')
    p.poly([(738, 380), (808, 492), (738, 492)], '#CDBBEA')
    p.poly([(738, 492), (876, 492), (808, 586), (738, 586)], '#DDD0F2')
    p.close()


def logo_ds01(p):
    """Three petals, each the lid of a box."""
    b = BRAND['ds01']
    for k, c in enumerate((b, light(b, .3), dark(b, .14))):
        p.open('rotate(%d 512 560)' % (k * 120))
        p.path('M512 560 C250 500 208 250 330 138 C392 84 470 92 512 150 C554 92 632 84 694 138 C816 250 774 500 512 560 Z', c)
        p.path('M512 560 C774 500 816 250 694 138 C668 116 640 104 612 102 C740 260 700 480 512 560 Z', dark(c, .18), .6)
        p.path('M512 150 C500 200 500 250 512 300 C524 250 524 200 512 150 Z', '#ffffff', .85)
        for sg in (-1, 1):
            p.line('M%d 208 q%d 70 %d 150' % (512 + sg * 78, sg * 6, -sg * 26), '#ffffff', 16, .65)
        p.close()
    p.circ(512, 560, 118, '#ffffff')
    p.circ(512, 560, 90, '#F4C66A')
    for k in range(9):
        a = k * .698
        p.line('M%s %s L%s %s' % tuple(map(n, (512 + math.cos(a) * 30, 560 + math.sin(a) * 30, 512 + math.cos(a) * 60, 560 + math.sin(a) * 60))), '#ffffff', 13)


def logo_ds10(p):
    """Three ripples under a drop that holds a heart."""
    b = BRAND['ds10']
    p.circ(512, 512, 452, p.grad([(0, light(b, .1)), (1, dark(b, .12))]))
    for k, (w, o) in enumerate(((120, 1), (205, .85), (280, .65))):
        p.line('M%s %s Q512 %s %s %s' % tuple(map(n, (512 - w, 660 + k * 74, 660 + k * 74 + 66 + k * 16, 512 + w, 660 + k * 74))), '#ffffff', 40 - k * 4, o)
    p.path('M512 150 C556 262 668 344 668 462 A156 156 0 0 1 356 462 C356 344 468 262 512 150 Z', '#ffffff')
    p.path('M512 150 C556 262 668 344 668 462 A156 156 0 0 1 512 618 Z', '#D9EDEF')
    p.path('M512 556 C420 500 412 410 462 396 C490 390 506 408 512 426 C518 408 534 390 562 396 C612 410 604 500 512 556 Z', '#E58A6C')


def logo_hl10(p):
    """A small tree whose roots can be seen."""
    b = BRAND['hl10']
    p.rect(72, 72, 880, 880, '#F3EFD3', 200)
    cid = p.clip('M72 600 H952 V752 a200 200 0 0 1 -200 200 H272 a200 200 0 0 1 -200 -200 Z')
    p.open(clip=cid)
    p.rect(0, 600, 1024, 424, '#8A6242')
    p.rect(0, 600, 1024, 22, '#6F4D32')
    p.close()
    for x, y, r in ((512, 330, 176), (368, 404, 122), (656, 404, 122), (440, 470, 100), (584, 470, 100)):
        p.circ(x + 14, y + 16, r, dark(b, .2))
    for x, y, r in ((512, 330, 176), (368, 404, 122), (656, 404, 122), (440, 470, 100), (584, 470, 100)):
        p.circ(x, y, r, b)
    for x, y, r in ((458, 268, 76), (330, 374, 50), (620, 364, 46)):
        p.circ(x, y, r, light(b, .28), .8)
    p.path('M478 606 C486 560 490 500 486 440 L538 440 C534 500 538 560 546 606 Z', '#5B3E28')
    p.line('M512 520 L440 440 M512 500 L590 430', '#5B3E28', 24)
    for d, w in (('M512 600 V880', 30), ('M506 620 C470 700 380 690 330 770 C310 806 300 830 280 850', 26), ('M518 620 C554 700 644 690 694 770 C714 806 724 830 744 850', 26), ('M500 690 C470 760 440 790 430 860', 18), ('M524 690 C554 760 584 790 594 860', 18), ('M400 712 C360 716 300 712 230 736', 16), ('M624 712 C664 716 724 712 794 736', 16)):
        p.line(d, '#F3E3B4', w)


def logo_hl15(p):
    """A blue channel from left to right that rings three round dots."""
    b = BRAND['hl15']
    p.circ(512, 512, 452, '#E9ECFA')
    cid = p.clip('M512 60 A452 452 0 1 1 511.9 60 Z')
    p.open(clip=cid)
    p.rect(0, 660, 1024, 400, light(b, .7))
    p.path('M0 700 q128 -60 256 0 t256 0 t256 0 t256 0 V1024 H0 Z', light(b, .5))
    p.path('M0 800 q128 -60 256 0 t256 0 t256 0 t256 0 V1024 H0 Z', light(b, .3))
    p.line('M40 512 H236 C300 512 300 330 512 330 C724 330 724 512 788 512 H990', b, 60)
    p.line('M236 512 C300 512 300 694 512 694 C724 694 724 512 788 512', b, 60)
    p.close()
    for k, x in enumerate((398, 512, 626)):
        p.circ(x, 512, 54, ['#B33A2E', '#D9704F', '#B33A2E'][k])
        p.ell(x - 16, 494, 13, 20, '#ffffff', .6, 30)
    p.line('M150 494 H220 M810 494 H900', '#ffffff', 10, .6)


def logo_tyc01(p):
    """An unfinished sunflower: eleven petals, the twelfth is left to the children."""
    b = BRAND['tyc01']
    for k in range(12):
        a = k * 30
        p.open('translate(512 512) rotate(%d)' % a)
        if k == 1:
            p.add('<path d="M0 -250 C96 -300 96 -400 0 -464 C-96 -400 -96 -300 0 -250 Z" fill="none" stroke="%s" stroke-width="13" stroke-dasharray="30 22" stroke-linecap="round"/>' % light(b, .2))
        else:
            c = ['#F2A93B', '#EC9430'][k % 2]
            p.path('M-58 -200 C-122 -300 -104 -404 0 -474 C104 -404 122 -300 58 -200 Z', c)
            p.path('M58 -200 C122 -300 104 -404 0 -474 C34 -400 36 -300 20 -200 Z', dark(c, .14), .7)
        p.close()
    p.circ(512, 512, 240, '#ffffff')
    p.circ(512, 512, 222, b)
    p.circ(512, 512, 222, p.grad([(0, light(b, .14)), (1, dark(b, .16))]))
    for i in range(70):
        a, q = i * 2.39996, math.sqrt((i + .5) / 70) * 190
        if q > 92:
            p.circ(512 + math.cos(a) * q, 512 + math.sin(a) * q, 11, '#F6C98A')
    p.circ(512, 512, 88, '#FBE7C6')
    p.line('M512 560 V486', '#5F8A42', 17)
    p.path('M512 500 C470 500 450 470 448 440 C490 440 512 462 512 500 Z', '#7FAE52')
    p.path('M512 490 C554 490 574 460 576 430 C534 430 512 452 512 490 Z', '#5F8A42')


# ---------------------------------------------------------------- run

PICS = {}
RASTER = {'hero': (2480, 1085)}  # title pictures are printed as wide as an A4 page and cut at the sides


def collect():
    for g in BRAND:
        for kind, (w, h) in (('logo', (1024, 1024)), ('hero', (1600, 700)), ('1', (1600, 1200)), ('2', (1600, 1200))):
            f = globals().get('%s_%s' % ({'1': 'outdoor', '2': 'indoor'}.get(kind, kind), g))
            if f:
                PICS[g, kind] = (f, w, h)


def main():
    out = sys.argv[1]
    content = sys.argv[2] if len(sys.argv) > 2 else None
    only = sys.argv[3:]
    os.makedirs(out, exist_ok=True)
    collect()
    for (g, kind), (f, w, h) in PICS.items():
        name = '%s-%s' % (g, kind)
        if only and name not in only:
            continue
        p = Pic(w, h, name)
        f(p)
        svg = os.path.join(out, name + '.svg')
        with open(svg, 'w', encoding='utf-8') as o:
            o.write(p.svg())
        if not content:
            continue
        base = os.path.join(content, 'groups', g)
        png = svg[:-4] + '.png'
        w, h = RASTER.get(kind, (w, h))
        subprocess.run(['rsvg-convert', '-w', str(w), '-h', str(h), '-o', png, svg], check=True)
        if kind == 'logo':
            dst = os.path.join(base, 'brand', 'logo.png')
            args = [png, '-strip', '+dither', '-colors', '160', '-define', 'png:compression-level=9', 'PNG8:' + dst]
        else:
            dst = os.path.join(base, 'brand', 'hero.jpg') if kind == 'hero' else os.path.join(base, 'media', '%s-%s.jpg' % (g, kind))
            args = [png, '-background', 'white', '-flatten', '-strip', '-sampling-factor', '4:2:0', '-interlace', 'Plane', '-quality', '82', dst]
        os.makedirs(os.path.dirname(dst), exist_ok=True)
        subprocess.run(['convert'] + args, check=True)


if __name__ == '__main__':
    main()
