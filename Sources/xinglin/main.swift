print("xinglin")
