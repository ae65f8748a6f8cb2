moved {
  from = terraform_data.a.input
  to = terraform_data.b.input
}
