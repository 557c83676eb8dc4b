"""TikTok's APIs over HTTP: one transport below, one package per family above it."""
