"""The operations pages under ``/ops``: what staff need of the platform, rendered on the server, without JavaScript."""
