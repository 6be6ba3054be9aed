"""Papers, made by the services as clerks make them."""

import factory
from factory.django import DjangoModelFactory

from documents.choices import Access, ExemptParagraph
from documents.models import Paper
from documents.services.papers import publish_papers, write_paper
from tests.factories.panels import BodyFactory


class PaperFactory(DjangoModelFactory):
    """A draft written in the portal, for a collection of its own unless one is given."""

    class Meta:
        model = Paper

    body = factory.SubFactory(BodyFactory)
    area = factory.SelfAttribute("body.area")
    collection = "2022-03-17-panel"
    title = factory.Sequence(lambda number: f"Report {number}")
    text = "1.1 The panel reads this."
    actor = None

    @classmethod
    def _create(cls, model_class, *args, **fields):
        return write_paper(**fields)


class PrivatePaperFactory(PaperFactory):
    """A draft that only members may read once it is published."""

    access = Access.EXEMPT
    exempt_paragraph = ExemptParagraph.INDIVIDUAL


class PublishedPaperFactory(PaperFactory):
    """A paper that is out."""

    @classmethod
    def _create(cls, model_class, *args, **fields):
        paper = super()._create(model_class, *args, **fields)
        publish_papers(papers=[paper], actor=fields["actor"])
        paper.refresh_from_db()
        return paper
