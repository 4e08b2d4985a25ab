"""The web application: a function of its settings; handlers read, ask and render."""

from flask import Flask

from mandategraph.errors import MandategraphError
from mandategraph.settings import Settings
from mandategraph.web import api, description, dumps, graphs, pages, problems, sparql, things
from mandategraph.web.service import Service


def create_app(settings: Settings) -> Flask:
    """The application; the front door (door.py) hands it each request with the version of the graph that answers it."""
    app = Flask(__name__)
    app.extensions["mandategraph"] = Service(settings)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    for part in (pages, sparql, things, description, graphs, dumps, api):
        app.register_blueprint(part.blueprint)
    app.register_error_handler(MandategraphError, problems.report)
    for status in (404, 405, 416, 500):
        app.register_error_handler(status, problems.report_http)
    return app
