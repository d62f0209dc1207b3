"""Verified answers, and evaluation cases made of verdicts."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "verified_answers",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("turn_id", sa.String(64), sa.ForeignKey("turns.id", ondelete="SET NULL")),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("variants", sa.JSON, nullable=False),
        sa.Column("programmes", sa.JSON, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("citations", sa.JSON, nullable=False),
        sa.Column("sources", sa.JSON, nullable=False),
        sa.Column("published_by", sa.String(120), nullable=False),
        sa.Column("published_role", sa.String(20), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("ended_because", sa.Text),
        sa.Column("given", sa.Integer, nullable=False),
    )
    op.create_index("ix_verified_answers_turn_id", "verified_answers", ["turn_id"])
    op.create_index("ix_verified_answers_state", "verified_answers", ["state"])
    op.create_table(
        "evaluation_cases",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("item_id", sa.String(80), nullable=False, unique=True),
        sa.Column("turn_id", sa.String(64), sa.ForeignKey("turns.id", ondelete="SET NULL")),
        sa.Column("item", sa.JSON, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("made_by", sa.String(120), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_evaluation_cases_turn_id", "evaluation_cases", ["turn_id"])
