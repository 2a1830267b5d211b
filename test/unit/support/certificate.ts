/**
 * A key and a certificate for loopback, made for these tests and good for nothing else:
 * `openssl ecparam -name prime256v1 -genkey -noout` and
 * `openssl req -x509 -new -days 36500 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1,DNS:localhost`.
 */
export const KEY = `-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIBrxic3wF9lpoauo6kHAdu9kSiKQhG7Zv/OOm8nwKu39oAoGCCqGSM49
AwEHoUQDQgAEQ2qbNc7aRip9HmMdL8Rxgs1NAORktMCwhS9Ug7kfyefNJSV0B05L
I7MLsEGtVXFRsmJWYhZQ+Y9AJkZuwrVaPA==
-----END EC PRIVATE KEY-----
`;

export const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBmjCCAUGgAwIBAgIUQCX6ufJupbi51JhZ+DSF3OwsD64wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTExMzI1NVoYDzIxMjYxMDI4
MTEzMjU1WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARDaps1ztpGKn0eYx0vxHGCzU0A5GS0wLCFL1SDuR/J580lJXQHTksj
swuwQa1VcVGyYlZiFlD5j0AmRm7CtVo8o28wbTAdBgNVHQ4EFgQUpnbEtafSQjrq
2eO95KsY7pIMI9AwHwYDVR0jBBgwFoAUpnbEtafSQjrq2eO95KsY7pIMI9AwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARhwR/AAABgglsb2NhbGhvc3QwCgYIKoZI
zj0EAwIDRwAwRAIgJTwQN6b53iP/yv4fgdANBubZjQnI04lVorbYq70jproCIBUQ
17cVIrw1fcxWFkZalRKFUAYhkP3yYk6ZaCu944Ey
-----END CERTIFICATE-----
`;
