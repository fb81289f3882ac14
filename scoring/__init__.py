"""WHAT AN ANSWER IS WORTH, AND WHAT TO DO ABOUT IT: rules, scores, types of crime, measures and advice."""
