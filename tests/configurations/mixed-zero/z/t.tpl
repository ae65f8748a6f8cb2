t ${a}
