moved {
  from = module.a
  to = module.b
}
moved {
  from = module.a
  to = module.c["x"]
}
