"""A bundled encoder as a SentenceTransformer. Importing this module imports torch: do it inside functions only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import InputModule

from ingest.bundled import Role, shared_encoder

# `document` too: left out, SentenceTransformer fills it with an empty prompt and `encode_document` takes that one.
PROMPTS: dict[str, str] = {"query": "query: ", "document": "passage: ", "passage": "passage: "}
_ROLES: dict[str, Role] = {"query: ": "query", "passage: ": "passage"}


class BundledModule(InputModule):
    """The only module of the model: texts in, unit vectors out.

    The encoder puts the prompt before the text itself (it also decides how a question is treated), so the prompt that
    SentenceTransformer resolves is read here as the role and not written before the text a second time. A text without
    a prompt is a question, as E5's authors advise for anything but passages to be searched.
    """

    config_keys: ClassVar[list[str]] = ["name"]

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.encoder = shared_encoder(name)

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **kwargs: Any) -> dict[str, Any]:
        role = _ROLES.get(prompt or PROMPTS["query"])
        if role is None:
            raise ValueError(f"prompt {prompt!r}: this model knows only {sorted(_ROLES)}")
        return {"texts": [str(text) for text in inputs], "role": role}

    def forward(self, features: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        vectors = self.encoder.encode(features["texts"], features["role"])
        return {**features, "sentence_embedding": torch.from_numpy(vectors)}

    def get_embedding_dimension(self) -> int:
        return self.encoder.dimension

    def save(self, output_path: str, *args: Any, safe_serialization: bool = True, **kwargs: Any) -> None:
        """Only the name: the weights live in their packages."""
        self.save_config(output_path)


def sentence_transformer(name: str) -> SentenceTransformer:
    """A SentenceTransformer around a bundled encoder, with the prompts `query` and `passage`."""
    return SentenceTransformer(modules=[BundledModule(name)], prompts=dict(PROMPTS), device="cpu")
