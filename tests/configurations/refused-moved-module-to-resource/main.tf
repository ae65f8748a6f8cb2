moved {
  from = module.a
  to = terraform_data.b
}
