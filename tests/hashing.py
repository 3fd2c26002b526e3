"""Passwords as Django keeps them, but for how long that takes: half a second each is for those who guess."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class QuickHasher(PBKDF2PasswordHasher):
    iterations = 1
