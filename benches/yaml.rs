//! Speed of the YAML tree beside the bare events it is built from, single-threaded.
//!
//! The tree should reach at least 70 % of the rate of the events.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by them"
)]
#![allow(missing_docs, reason = "criterion's macros make undocumented items")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::sync::Arc;

use archlint::source::FileId;
use archlint::syntax::yaml::{self, Dialect};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use granit_parser::Parser;

/// Manifests as a chart renders them: one application of four objects a round.
fn manifests(rounds: usize) -> String {
    let mut text = String::new();
    for round in 0..rounds {
        let _ = write!(
            text,
            "---
# Source: shop/templates/deployment.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop-{round}
  namespace: shop
  labels:
    app.kubernetes.io/name: shop
    app.kubernetes.io/instance: \"shop-{round}\"
    helm.sh/chart: shop-1.2.3
  annotations:
    checksum/config: 4f1c8e0c3a9b7d6e5f4a3b2c1d0e9f8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c3d2e
spec:
  replicas: 3
  strategy: {{type: RollingUpdate, rollingUpdate: {{maxSurge: 1, maxUnavailable: 0}}}}
  selector:
    matchLabels:
      app.kubernetes.io/name: shop
      app.kubernetes.io/instance: shop-{round}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: shop
        app.kubernetes.io/instance: shop-{round}
    spec:
      serviceAccountName: shop
      securityContext:
        runAsNonRoot: true
        fsGroup: 65532
      containers:
        - name: shop
          image: \"registry.example.com/shop:{round}\"
          imagePullPolicy: IfNotPresent
          args: [\"--listen=:8080\", '--log=json']
          ports:
            - name: http # what the service targets
              containerPort: 8080
              protocol: TCP
          env:
            - name: DATABASE_URL
              valueFrom:
                secretKeyRef:
                  name: shop-database
                  key: url
            - name: LOG_LEVEL
              value: \"info\"
          livenessProbe:
            httpGet:
              path: /healthz
              port: http
            periodSeconds: 10
          resources:
            limits:
              cpu: 500m
              memory: 256Mi
            requests:
              cpu: 100m
              memory: 128Mi
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: topology.kubernetes.io/zone
          whenUnsatisfiable: DoNotSchedule
---
# Source: shop/templates/service.yaml
apiVersion: v1
kind: Service
metadata:
  name: shop-{round}
  namespace: shop
spec:
  type: ClusterIP
  ports:
    - port: 80
      targetPort: http
      protocol: TCP
      name: http
  selector:
    app.kubernetes.io/name: shop
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop-{round}
data:
  settings.ini: |
    [server]
    listen = :8080
    # how long a request may take
    timeout = 30s

    [cache]
    size = {round}
  motd: >-
    Welcome to the shop,
    stay as long as you like.
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop-{round}
  annotations:
    alb.ingress.kubernetes.io/scheme: internet-facing
    alb.ingress.kubernetes.io/listen-ports: '[{{\"HTTPS\": 443}}]'
spec:
  rules:
    - host: shop-{round}.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: shop-{round}
                port: {{number: 80}}
"
        );
    }
    text
}

fn compare(criterion: &mut Criterion) {
    let text: Arc<str> = manifests(300).into();
    let (tree, diagnostics) = yaml::parse(FileId(0), Arc::clone(&text), Dialect::Kubernetes);
    assert_eq!((tree.documents.len(), diagnostics.len()), (1200, 0));

    let mut group = criterion.benchmark_group("yaml");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("events", |bencher| {
        bencher.iter(|| {
            let events = Parser::new_from_str(black_box(&text));
            events.filter_map(Result::ok).count()
        });
    });
    group.bench_function("tree", |bencher| {
        bencher.iter(|| yaml::parse(FileId(0), Arc::clone(black_box(&text)), Dialect::Kubernetes));
    });
    group.finish();
}

criterion_group!(benches, compare);
criterion_main!(benches);
