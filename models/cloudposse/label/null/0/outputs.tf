output "enabled" { value = local.given.enabled }
output "id" { value = local.given.enabled ? local.id : "" }
output "id_full" { value = local.given.enabled ? local.id : "" }
output "namespace" { value = local.given.enabled ? local.labels.namespace : "" }
output "tenant" { value = local.given.enabled ? local.labels.tenant : "" }
output "environment" { value = local.given.enabled ? local.labels.environment : "" }
output "stage" { value = local.given.enabled ? local.labels.stage : "" }
output "name" { value = local.given.enabled ? local.labels.name : "" }
output "delimiter" { value = local.given.enabled ? local.delimiter : "" }
output "attributes" { value = local.given.enabled ? local.given.attributes : [] }
output "tags" { value = local.given.enabled ? local.tags : {} }
output "additional_tag_map" { value = local.given.additional_tag_map }
output "label_order" { value = local.order }
output "regex_replace_chars" { value = local.remove }
output "id_length_limit" { value = local.given.id_length_limit == null ? 0 : local.given.id_length_limit }
output "tags_as_list_of_maps" { value = [for key, value in local.tags : merge({ key = key, value = value }, local.given.additional_tag_map)] }
output "normalized_context" { value = local.given }
output "context" { value = local.given }
