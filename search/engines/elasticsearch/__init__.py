"""Elasticsearch as an engine. It is asked only through search.engines, so that nothing of it is loaded where no server is named."""

from search.engines.elasticsearch.engine import ElasticsearchEngine

__all__ = ["ElasticsearchEngine"]
