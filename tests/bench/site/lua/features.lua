return {search = false}
