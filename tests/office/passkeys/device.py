"""A device that makes passkeys and signs with them, as a browser would hand its answers in."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

FLAG = AuthenticatorData.FLAG
ORIGIN = "http://localhost"
NO_MAKER = b"\0" * 16


@dataclass
class Device:
    """`origin` is what the browser says; `verified` whether the person showed finger, face or PIN."""

    origin: str = ORIGIN
    verified: bool = True
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    id: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    user: bytes = b""

    def flags(self) -> AuthenticatorData.FLAG:
        return FLAG.UP | FLAG.UV if self.verified else FLAG.UP

    def client_data(self, kind: str, asked: dict[str, Any]) -> bytes:
        return json.dumps({"type": kind, "challenge": asked["challenge"], "origin": self.origin}).encode()

    def answer(self, **response: bytes) -> str:
        name = websafe_encode(self.id)
        written = {part: websafe_encode(value) for part, value in response.items()}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": written})

    def make(self, asked: dict[str, Any]) -> str:
        """The answer to `creation options`."""
        self.user = websafe_decode(asked["user"]["id"])
        public = ES256.from_cryptography_key(self.key.public_key())
        credential = AttestedCredentialData.create(NO_MAKER, self.id, public)
        here = hashlib.sha256(asked["rp"]["id"].encode()).digest()
        data = AuthenticatorData.create(here, self.flags() | FLAG.AT, 0, credential)
        return self.answer(
            clientDataJSON=self.client_data("webauthn.create", asked),
            attestationObject=bytes(AttestationObject.create("none", data, {})),
        )

    def sign(self, asked: dict[str, Any]) -> str:
        """The answer to `request options`."""
        here = hashlib.sha256(asked["rpId"].encode()).digest()
        data = AuthenticatorData.create(here, self.flags(), 0)
        said = self.client_data("webauthn.get", asked)
        signature = self.key.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        return self.answer(
            clientDataJSON=said, authenticatorData=bytes(data), signature=signature, userHandle=self.user
        )
