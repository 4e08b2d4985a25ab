"""The web application: a function of its settings; handlers read, ask and render."""

from flask import Flask

from mandategraph.errors import MandategraphError
from mandategraph.settings import Settings
from mandategraph.web import api, assets, chrome, description, dumps, graphs, helping, problems, sparql, things
from mandategraph.web.pages import contradictions, figures, funding, home, ontology, statement, timeline
from mandategraph.web.pages.countries import page as countries
from mandategraph.web.pages.documents import page as documents
from mandategraph.web.pages.mandates import page as mandates
from mandategraph.web.pages.partners import compare
from mandategraph.web.pages.partners import page as partners
from mandategraph.web.pages.questions import page as questions
from mandategraph.web.pages.sdg import page as sdg
from mandategraph.web.pages.things import behind
from mandategraph.web.pages.walk import page as explore
from mandategraph.web.pages.walk import paths
from mandategraph.web.service import Service

_PAGES = (
    home, explore, paths, partners, compare, sdg, countries, mandates, figures, funding, timeline, contradictions,
    documents, questions, ontology, statement, behind,
)  # fmt: skip


def create_app(settings: Settings) -> Flask:
    """The application; the front door (door.py) hands it each request with the version of the graph that answers it."""
    app = Flask(__name__)
    app.extensions["mandategraph"] = Service(settings)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    assets.use(app)
    chrome.register(app)
    for part in (*_PAGES, sparql, helping, things, description, graphs, dumps, api):
        app.register_blueprint(part.blueprint)
    app.register_error_handler(MandategraphError, problems.report)
    for status in (404, 405, 416, 500):
        app.register_error_handler(status, problems.report_http)
    return app
