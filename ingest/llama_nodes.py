"""Our nodes as LlamaIndex TextNodes, and back from the flat metadata that Chroma keeps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from ingest.chunk import Node, NodeKind
from ingest.manifest import IndexedDocument

if TYPE_CHECKING:
    from llama_index.core.schema import TextNode

_PATH_SEPARATOR = "\x1f"
"""Between the headings of a path in metadata, which must be flat: no heading holds this character."""


def to_text_node(node: Node, document: IndexedDocument) -> TextNode:
    """A TextNode whose embedding text is exactly `node.searched` and whose parent is the section."""
    from llama_index.core.schema import NodeRelationship, RelatedNodeInfo, TextNode

    metadata = node_metadata(node, document)
    relationships: dict[NodeRelationship, Any] = {NodeRelationship.SOURCE: RelatedNodeInfo(node_id=document.id)}
    if node.parent:
        relationships[NodeRelationship.PARENT] = RelatedNodeInfo(node_id=node.parent)
    return TextNode(
        id_=node.id,
        text=node.body,
        metadata=metadata,
        relationships=relationships,
        excluded_embed_metadata_keys=[key for key in metadata if key != "heading"],
        excluded_llm_metadata_keys=[key for key in metadata if key not in ("heading", "title")],
        metadata_template="{value}",
        text_template="{metadata_str}\n{content}" if node.searched != node.body else "{content}",
    )


def node_metadata(node: Node, document: IndexedDocument) -> dict[str, str | int]:
    """Everything of a node but its text, flat, as Chroma filters want it."""
    return {
        "document_id": node.document_id,
        "title": document.title,
        "kind": node.kind,
        "heading": node.heading,
        "heading_path": _PATH_SEPARATOR.join(node.heading_path),
        "programme": node.programme,
        "row": node.row,
        "column": node.column,
        "text": node.text,
        "first_line": node.lines[0],
        "last_line": node.lines[1],
        "page": node.page or 0,
        "parent": node.parent or "",
    }


def node_from_metadata(id_: str, metadata: Mapping[str, Any]) -> Node:
    """The node that `node_metadata` was made of. Raises KeyError where a field is missing."""
    return Node(
        id=id_,
        kind=cast(NodeKind, metadata["kind"]),
        text=metadata["text"],
        document_id=metadata["document_id"],
        heading_path=tuple(metadata["heading_path"].split(_PATH_SEPARATOR)) if metadata["heading_path"] else (),
        lines=(int(metadata["first_line"]), int(metadata["last_line"])),
        parent=metadata["parent"] or None,
        row=metadata["row"],
        column=metadata["column"],
        page=int(metadata["page"]) or None,
    )
