"""The web application: a function of its settings; handlers read, ask and render."""

from flask import Flask

from mandategraph.errors import MandategraphError
from mandategraph.settings import Settings
from mandategraph.web import pages, problems, sparql, things
from mandategraph.web.service import Service


def create_app(settings: Settings, service: Service | None = None) -> Flask:
    """The application over the snapshot in service, or over a service that is given."""
    app = Flask(__name__)
    app.extensions["mandategraph"] = service or Service.of(settings)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    for blueprint in (pages.blueprint, sparql.blueprint, things.blueprint):
        app.register_blueprint(blueprint)
    app.register_error_handler(MandategraphError, problems.report)
    for status in (404, 405, 500):
        app.register_error_handler(status, problems.report_http)
    app.after_request(problems.harden)
    return app
