"""python check_fill.py FILE...: says which items of a filled form are still open, not offered or not counted."""
import sys; sys.path.insert(0,'/work/wt/n4-int')
from pathlib import Path
from ruamel.yaml import YAML
from questionnaire.responses import Responses
from questionnaire.walk import walk
from scoring.loading import load_content
c=load_content()
for f in sys.argv[1:]:
    d=YAML(typ='safe').load(Path(f).read_text())
    r=Responses({k: tuple(v) if isinstance(v,list) else v for k,v in d['responses'].items()})
    w=walk(c.questionnaire,r)
    print(Path(f).name,'open:',[i for i,s in w.states.items() if s.value=='unanswered'],'not counted:',[i for i in r.answers if i not in w.counting.answers],'asked',len(w.path))
