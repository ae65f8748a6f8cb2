resource "datadog_monitor" "x" {}
