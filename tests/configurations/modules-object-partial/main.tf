module "a" {
  source = "./a"
  cfg = {
    name  = "n"
    extra = "dropped"
    inner = { size = "3" }
    list  = [{ a = 1 }, { a = 2, b = null }]
  }
}
output "o" { value = module.a.o }
