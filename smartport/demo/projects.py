"""A project page of a demo team, in the team's own language, with a picture drawn here."""

import io
import math
from datetime import datetime

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from challenges.editions.models import Challenge
from challenges.projects.actions import add_picture, write_project
from challenges.projects.models import Project
from challenges.projects.rules import Text
from challenges.teams.models import Membership

TEAM = "Les Alizés"
TITLE = "Moins d’attente en rade : annoncer l’heure utile plutôt que l’heure d’arrivée"
PITCH = """\
## Le problème

Un navire qui arrive trop tôt mouille en rade, chauffe pour rien et occupe un mouillage. Ce n’est pas la mer qui décide
de son attente, c’est la file devant le quai.

## Notre idée

- **Lire la file**, pas seulement l’escale : combien de navires attendent déjà, et depuis quand.
- **Apprendre l’attente par quai**, par un modèle simple, et donner une fourchette.
- **Annoncer une heure utile** à la passerelle douze heures avant, pour ralentir en mer au lieu d’attendre.

## Ce que cela change

| Qui | Avant | Après |
|---|---|---|
| Le commandant | arrive, puis attend | ralentit, puis entre |
| La capitainerie | décide à l’appel | voit la journée devant elle |
| Le voisinage | fumées en rade | moins de feux au mouillage |

Nous n’utilisons que les colonnes connues au moment de la prédiction ; le programme tourne en moins d’une minute.
"""
CAPTION = "Attente par heure d’arrivée : la file du matin se voit dès la veille."
PAPER, LINE, BAR, PEAK = (250, 251, 250), (203, 217, 223), (12, 58, 84), (152, 18, 106)


def show_work(challenge: Challenge, *, now: datetime) -> Project | None:
    """The page, once an edition: what its team changed stays changed. None where there is no such team, or has one."""
    captain = Membership.objects.filter(team__edition=challenge.edition, team__name=TEAM, is_captain=True).first()
    if captain is None or captain.team.projects.exists() or now > challenge.edition.closes_at:
        return None
    text = Text(title=TITLE, pitch=PITCH, repository="https://code.example.org/les-alizes/rade", is_public=True)
    made = write_project(captain.team, challenge, text=text, by=captain.user, now=now)
    picture = ContentFile(_waits(), name="attente.png")
    add_picture(made, picture, caption=CAPTION, by=captain.user, now=now)
    return made


def _waits(width: int = 1200, height: int = 640) -> bytes:
    """Twenty-four bars, the morning ones high."""
    picture = Image.new("RGB", (width, height), PAPER)
    pen = ImageDraw.Draw(picture)
    for level in range(1, 5):
        pen.line((60, height - 60 - 120 * level, width - 40, height - 60 - 120 * level), fill=LINE, width=2)
    step = (width - 120) / 24
    for hour in range(24):
        wait = 90 + 330 * math.exp(-((hour - 7) ** 2) / 9) + 160 * math.exp(-((hour - 17) ** 2) / 14)
        left = 70 + hour * step
        box = (left, height - 60 - wait, left + 0.7 * step, height - 60)
        pen.rectangle(box, fill=PEAK if 5 <= hour <= 9 else BAR)
    pen.line((60, height - 60, width - 40, height - 60), fill=BAR, width=4)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
