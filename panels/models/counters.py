"""Counter rows, from which references take their numbers."""

from django.db import models

from panels.models.area import PoliceArea


class Counter(models.Model):
    """The last number given in one series of an area in one year. See `panels.counters`."""

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="counters")
    series = models.CharField(max_length=6)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["area", "series", "year"]
        constraints = [models.UniqueConstraint(fields=["area", "series", "year"], name="panels_counter_one_each")]

    def __str__(self) -> str:
        return f"{self.area.slug} {self.series}-{self.year}: {self.last}"
