module "n" {
 source = "./n"
}
