"""Beside a stock pipeline, in the same run: what library defaults find and answer on our labelled passages.

The stock pipeline is LlamaIndex's SentenceSplitter with its defaults, Chroma with its defaults and the same embedder as
ours. Both are asked the same questions on the same machine at the same time, so ratios mean something and absolute
times do not.
"""
