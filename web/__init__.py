"""HOW IT IS SERVED: middleware, routes, headers, files and the pages that need no app. Start reading in
`middleware.py`.
"""
