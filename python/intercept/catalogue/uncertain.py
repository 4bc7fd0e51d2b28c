"""Uncertain numbers that a user states, and the ranges they must lie in, as pydantic reads them from a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Protocol, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
    model_serializer,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from intercept.base.real import as_real

Text = Annotated[str, StringConstraints(max_length=4000)]
Real = Annotated[float, Field(strict=True, allow_inf_nan=False), BeforeValidator(as_real)]


class Section(BaseModel):
    """A section of a file that a user writes: frozen, and a key it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Uncertain(Section):
    """A number known to lie between `low` and `high`, most likely near `mode`: a triangular prior.

    In a file it is a plain number (then low = mode = high) or `{low = 1, mode = 2, high = 4}`.
    """

    low: Real
    mode: Real
    high: Real

    @model_validator(mode="before")
    @classmethod
    def _from_number(cls, value: object) -> object:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return {"low": value, "mode": value, "high": value}
        if not isinstance(value, Mapping | Uncertain):
            raise PydanticCustomError("uncertain_type", "must be a number or {low = ..., mode = ..., high = ...}")
        return value

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.low <= self.mode <= self.high:
            raise PydanticCustomError("uncertain_order", "must have low <= mode <= high")
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Let editors accept a plain number too."""
        return {"anyOf": [{"type": "number"}, handler(schema)]}

    @model_serializer(mode="wrap")
    def _plain_where_certain(self, handler: Any) -> Any:  # noqa: ANN401 - pydantic's own signature
        written = {key: value for key, value in handler(self).items() if value is not None}
        return self.mode if self.low == self.high and len(written) == 3 else written


class Stated(Uncertain):
    """An uncertain number of the user's own, with where it comes from: it is printed among the assumptions."""

    source: Text | None = None
    url: Text | None = None
    confidence: Literal["H", "M", "L"] | None = None
    note: Text | None = None


@dataclass(frozen=True)
class Between:
    """Annotation of a finite number (whole if on an int) or a whole `Uncertain` span that must lie in [low, high]."""

    low: float
    high: float

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Check the type strictly (no booleans, no text, no NaN), then the range, with one message for both ends."""
        plain: CoreSchema
        if source is float:
            plain = handler.generate_schema(Real)
        elif source is int:
            plain = core_schema.int_schema(strict=True)
        else:
            plain = handler(source)
        return core_schema.no_info_after_validator_function(self._check, plain)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Give the range to editors too."""
        written = handler(schema)
        if "type" in written:
            return {**written, "minimum": self.low, "maximum": self.high}
        return {**written, "description": f"from {self.low:g} to {self.high:g}"}

    def _check(self, value: Any) -> Any:  # noqa: ANN401 - float, int or Uncertain, returned as it came
        low, high = (value.low, value.high) if isinstance(value, Uncertain) else (value, value)
        if not (self.low <= low and high <= self.high):
            context = {"low": f"{self.low:,.16g}", "high": f"{self.high:,.16g}"}
            raise PydanticCustomError("out_of_range", "must be from {low} to {high}", context)
        return value


class Override(Protocol):
    """A class of the user's own, which starts from the class `base`, or (None) changes to the class of that name."""

    @property
    def base(self) -> str | None:
        """The class to start from."""

    @property
    def parameters(self) -> Mapping[str, Stated]:
        """Values by key."""


class Overrides(Protocol):
    """The user's own classes and changes, by kind and name."""

    @property
    def threat(self) -> Mapping[str, Override]:
        """Of threats."""

    @property
    def defence(self) -> Mapping[str, Override]:
        """Of defences."""

    @property
    def sensor(self) -> Mapping[str, Override]:
        """Of sensors."""
