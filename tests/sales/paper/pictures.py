"""Pictures for a letterhead, as they are uploaded."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def a_logo(picture: Image.Image, *, kind: str = "PNG", name: str = "logo.png") -> SimpleUploadedFile:
    content = io.BytesIO()
    picture.save(content, kind)
    return SimpleUploadedFile(name, content.getvalue())
