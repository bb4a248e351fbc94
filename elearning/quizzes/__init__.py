"""Scenarios: their content, weighing them, what they show of others; and the modules' quizzes."""

from flask import Flask

from elearning.quizzes import balance_views, quiz_views  # noqa: F401 - they add their routes to the blueprint
from elearning.quizzes.views import blueprint
from elearning.quizzes.words import balance_name, pole_titles, position_words, role_name


def register_quizzes(app: Flask) -> None:
    app.jinja_env.globals.update(
        balance_name=balance_name,
        pole_titles=pole_titles,
        position_words=position_words,
        role_name=role_name,
    )
    app.register_blueprint(blueprint)
