resource "terraform_data" "a" {
  provisioner "remote-exec" {
    inline = ["x"]
    connection {
      type = "ssh"
    }
  }
}
