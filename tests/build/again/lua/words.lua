return {heading = "展品", years = "年代"}
