module "m" {

  depends_on = [

   terraform_data.b]
}
