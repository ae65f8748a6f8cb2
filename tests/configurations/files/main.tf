output "o" {
  value = {
    text     = file("${path.module}/data/a.txt")
    exists   = [fileexists("data/a.txt"), fileexists("data/none.txt")]
    set      = fileset("${path.module}/data", "*.{txt,json}")
    deep     = fileset("data", "**/*.json")
    json     = jsondecode(file("data/b.json")).list[1]
    sha      = filesha256("data/a.txt")
    base64   = filebase64("data/a.txt")
    template = templatefile("data/c.tftpl", { names = ["x", "y"], on = true, n = null })
    string   = templatestring(local.inner, { a = 1 })
    dirname  = dirname("a/b/c.txt")
    base     = basename("a/b/c.txt")
  }
}
locals { inner = "v=$${a}" }
resource "terraform_data" "each" {
  for_each = fileset("data", "*.txt")
  input    = trimspace(file("data/${each.value}"))
}
