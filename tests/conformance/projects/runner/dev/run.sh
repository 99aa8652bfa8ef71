#!/bin/sh
shift 2
exec "$@"
