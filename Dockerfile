# docker build -t archlint . && docker run --rm -v "$PWD:/work:ro" archlint check .
FROM rust:1.95-alpine AS build
RUN apk add --no-cache build-base
WORKDIR /archlint
COPY . .
RUN cargo build --locked --release

# One static binary; it needs no shell, no network, no certificates, and writes nothing.
FROM scratch
COPY --from=build /archlint/target/release/archlint /archlint
USER 65534:65534
WORKDIR /work
ENTRYPOINT ["/archlint"]
