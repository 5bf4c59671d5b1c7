"""The points of the directory: where else residents can go, and for which materials there is room."""

from typing import Any

from sqlalchemy import Connection, select

from central.schema import Container, Revocation, Site

ROUND = "round-"
"""So begin the names of containers that travel on home pickups: nobody drops anything off into them."""


def published(connection: Connection) -> list[dict[str, Any]]:
    """Every kiosk that has told of a site, by id; ``free``: the materials of which a container is not full, and
    ``containers``: those containers, in their order.
    """
    revoked = select(Revocation.subject).where(Revocation.kind == "kiosk")
    columns = (Site.kiosk, Site.name_zh, Site.name_en, Site.latitude_e6, Site.longitude_e6)
    sites = connection.execute(select(*columns).where(Site.kiosk.not_in(revoked)).order_by(Site.kiosk)).all()
    takes = Container.place.is_not(None) & ~Container.name.startswith(ROUND, autoescape=True)
    room = (Container.full_g == 0) | (Container.fill_g + Container.handed_g < Container.full_g)
    query = select(Container.kiosk, Container.name.label("id"), Container.material).where(takes, room)
    containers: dict[str, list[dict[str, str]]] = {}
    for row in connection.execute(query.order_by(Container.kiosk, Container.place)):
        containers.setdefault(row.kiosk, []).append({"id": row.id, "material": row.material})
    return [{**row._mapping, **_room(containers.get(row.kiosk, []))} for row in sites]


def _room(containers: list[dict[str, str]]) -> dict[str, Any]:
    return {"free": sorted({each["material"] for each in containers}), "containers": containers}
