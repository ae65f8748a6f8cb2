resource "terraform_data" "a" { input = ephemeral.foo.bar.x }
