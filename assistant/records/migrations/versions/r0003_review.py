"""Reviews with their history, what a turn is about, and turns that a new corpus answers differently.

Turns recorded before this migration get their subjects from the trace that is stored with them.
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    subjects = op.create_table(
        "turn_subjects",
        sa.Column("turn_id", sa.String(64), sa.ForeignKey("turns.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("kind", sa.String(12), primary_key=True),
        sa.Column("value", sa.String(80), primary_key=True),
    )
    op.create_index("ix_turn_subjects_value", "turn_subjects", ["value"])
    _fill(subjects)
    op.create_table(
        "reviews",
        sa.Column("turn_id", sa.String(64), sa.ForeignKey("turns.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("reopened_because", sa.Text),
        sa.Column("verdict", sa.String(30)),
        sa.Column("corrected_answer", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("reviewer_id", sa.Integer, sa.ForeignKey("staff.id", ondelete="SET NULL")),
        sa.Column("reviewer_name", sa.String(120), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True)),
    )
    for column in ("state", "verdict", "reviewed_at"):
        op.create_index(f"ix_reviews_{column}", "reviews", [column])
    op.create_table(
        "review_history",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("turn_id", sa.String(64), sa.ForeignKey("turns.id", ondelete="CASCADE"), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("verdict", sa.String(30)),
        sa.Column("corrected_answer", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("by", sa.String(120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_review_history_turn_id", "review_history", ["turn_id"])
    op.create_table(
        "turn_changes",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("turn_id", sa.String(64), sa.ForeignKey("turns.id", ondelete="CASCADE"), nullable=False),
        sa.Column("corpus_version", sa.String(80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("new_status", sa.String(20), nullable=False),
        sa.Column("new_answer", sa.Text, nullable=False),
        sa.Column("what", sa.JSON, nullable=False),
    )
    op.create_index("ix_turn_changes_turn_id", "turn_changes", ["turn_id"])


def _fill(subjects: sa.Table) -> None:
    """Programmes and topics of the turns that are already there, as their trace names them."""
    connection = op.get_bind()
    rows = []
    for turn_id, reply in connection.execute(sa.text("SELECT id, reply FROM turns")):
        reply = json.loads(reply) if isinstance(reply, str) else reply
        found: set[tuple[str, str]] = set()
        for step in reply.get("trace", []):
            decided = step.get("decided", {})
            for key, kind in (("programmes", "programme"), ("topics", "topic")):
                values = decided.get(key) or []
                found.update((kind, value) for value in values if isinstance(value, str) and len(value) <= 80)
        rows += [{"turn_id": turn_id, "kind": kind, "value": value} for kind, value in sorted(found)]
    if rows:
        op.bulk_insert(subjects, rows)
