# SPDX-License-Identifier: GPL-2.0-or-later
"""Prints what a feed or a map of a site says, one fact a line: so that two of
them can be compared however their text is escaped and laid out."""
import html
import sys
import xml.etree.ElementTree as tree

OTHERS = {"generator"}  # who made it


def show(node, depth):
    name = node.tag.rsplit("}", 1)[-1]
    if name in OTHERS:
        return
    text = " ".join(html.unescape(node.text or "").split())
    link = node.get("href", "")
    print("%s%s %s%s" % ("  " * depth, name, text, link))
    for child in node:
        show(child, depth + 1)


show(tree.parse(sys.argv[1]).getroot(), 0)
