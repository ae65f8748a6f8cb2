resource "terraform_data" "a" {
  input = 1
  lifecycle {
    create_before_destroy = true
    prevent_destroy       = false
    ignore_changes        = [input, triggers_replace]
    replace_triggered_by  = [terraform_data.b, terraform_data.c[0].input, terraform_data.d["k"]]
    precondition {
      condition     = alltrue([for k in ["a"] : k == local.k])
      error_message = "x ${local.k}"
    }
    postcondition {
      condition     = self.input == 1 && terraform_data.b.input == 2
      error_message = "y"
    }
  }
  provisioner "local-exec" {
    when       = destroy
    command    = "echo ${self.id} ${path.module}"
    on_failure = continue
  }
  provisioner "remote-exec" {
    inline = ["x ${local.k}"]
    connection {
      type = "ssh"
      host = self.id
    }
  }
}
resource "terraform_data" "b" { input = 2 }
resource "terraform_data" "c" { count = 1 }
resource "terraform_data" "d" { for_each = toset(["k"]) }
resource "terraform_data" "e" {
  count = 2
  lifecycle {
    ignore_changes       = all
    postcondition {
      condition     = self.id != "" && count.index < 5
      error_message = "z"
    }
  }
}
locals { k = "a" }
