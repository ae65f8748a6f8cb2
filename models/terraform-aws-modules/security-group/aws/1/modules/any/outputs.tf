# Up to version 3 names began with `this_`.

output "security_group_id" { value = module.sg.security_group_id }
output "security_group_arn" { value = module.sg.security_group_arn }
output "security_group_vpc_id" { value = module.sg.security_group_vpc_id }
output "security_group_owner_id" { value = module.sg.security_group_owner_id }
output "security_group_name" { value = module.sg.security_group_name }
output "this_security_group_id" { value = module.sg.security_group_id }
output "this_security_group_vpc_id" { value = module.sg.security_group_vpc_id }
output "this_security_group_owner_id" { value = module.sg.security_group_owner_id }
output "this_security_group_name" { value = module.sg.security_group_name }
