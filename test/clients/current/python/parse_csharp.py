"""Prints what of the C# files it is given does not parse."""

import sys
from pathlib import Path

from tree_sitter import Language, Parser
import tree_sitter_c_sharp

parser = Parser(Language(tree_sitter_c_sharp.language()))


def faults(node):
    if node.is_error or node.is_missing:
        yield node
    elif node.has_error:
        for child in node.children:
            yield from faults(child)


failed = False
for name in sys.argv[1:]:
    for node in faults(parser.parse(Path(name).read_bytes()).root_node):
        failed = True
        print(f"{name}:{node.start_point.row + 1}: {node.type}: {node.text.decode()}")
sys.exit(failed)
