"""/healthz, /readyz and /metrics, for operators."""

from collections.abc import Sequence

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.live import Live


def probe_routes(live: Live) -> Sequence[BaseRoute]:
    """`/healthz`: the process is up. `/readyz`: it can answer (503 until a region is loaded)."""

    async def healthz(_: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def readyz(_: Request) -> Response:
        snapshot = live.snapshot
        if snapshot is None:
            return JSONResponse({"status": "no region loaded"}, status_code=503)
        since = live.unreachable_since()
        return JSONResponse(
            {
                "status": "ok" if since is None else "store unavailable, answering from memory",
                "loaded_at": snapshot.loaded_at.isoformat(),
                "services": len(snapshot.services),
            }
        )

    async def metrics(_: Request) -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return [
        Route("/healthz", healthz),
        Route("/readyz", readyz),
        Route("/metrics", metrics),
    ]
