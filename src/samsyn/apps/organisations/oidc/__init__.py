"""Signing in through an identity provider: allauth's OpenID Connect with every answer checked, none taken on trust."""
