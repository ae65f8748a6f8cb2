output "o" {
  value = templatefile("t.tftpl", {})
}
