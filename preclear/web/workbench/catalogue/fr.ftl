### Français, dans les mots de la loi et de l’ASFC. Phrases courtes, la personne d’abord. Balises admises : <b>, <bdi>, <kbd>, <span>.

## Temps
pattern-clock = HH' h 'mm
pattern-proof = HH' h 'mm' min 'ss' s'
length-minutes = { $minutes } min
length-hours = { $hours } h { $minutes }
length-days = { $days } j { $hours } h
late = { $time } de retard
since = depuis
due-by = avant { $clock }
due-by-line = avant
due-line = échéance
due-was = échéance { $clock }
time-unknown = Échéance inconnue
time-unknown-why = Le lieu ou l’heure de départ est inconnu : personne ne peut dire avant quand répondre.
received-at = reçu à { $clock }

## Dit par le script
script-stays = Session prolongée.
script-minutes = {"{"}m{"}"} min
script-hours = {"{"}h{"}"} h {"{"}m{"}"}
script-days = {"{"}d{"}"} j {"{"}h{"}"} h
script-late = {"{"}t{"}"} de retard
script-seconds = {"{"}s{"}"} s
script-live = En direct
script-old = Cette page date de {"{"}t{"}"}. Nous réessayons.
script-change = 1 changement.
script-changes = {"{"}n{"}"} changements.
script-due-in = {"{"}name{"}"} : {"{"}t{"}"}
script-between = {" "}h{" "}

## Cadre
skip = Aller au contenu
rooms = Salles
rooms-more = Plus
room-board = Tableau
room-referrals = À décider
room-messages = Illisibles
room-alarms = Alarmes
room-places = Lieux
room-lists = Listes
language-other = English
sign-out = Fermer la session
place-strip = Où vous êtes
place-every = Tous les sites
place-every-law = Chaque voyage nomme le site, qui inspecte et quelle loi s’applique.
place-every-of-yours = Vous servez tous les sites.
sites = Vos sites : { $names }.
site-name = { $name } ({ $code })
site-none = Aucun site d’inspection ici
site-preclearance = Zone de précontrôle. Inspection : { $inspecting }. Loi applicable : { $host } ({ $law })
site-preinspection = Inspection préalable. Inspection : { $inspecting }. Loi applicable : { $host } ({ $law })
site-port = Point d’entrée. Inspection : { $inspecting }. Loi applicable : { $host } ({ $law })
lists-none = Aucune liste en vigueur : personne ne peut être vérifié
lists-in-force = { $n ->
    [one] { $n } liste
   *[other] { $n } listes
 } en vigueur, { $entries ->
    [one] { $entries } inscription
   *[other] { $entries } inscriptions
 }, la plus récente du { $day }
fresh-as-of = État à { $clock } { $zone }
printed = Imprimé par { $name }, { $day }, { $local } { $zone } ({ $utc } UTC). Réservé au travail de l’autorité frontalière.
show-change = Afficher
keys-of-page = Touches de cette page
demo-invented = Démonstration : personnes, transporteurs et listes sont inventés.
recorded = Chaque dossier ouvert est consigné.
close = Fermer
print = Imprimer
report = Imprimer le rapport
show = Afficher
mode = Mode
none = Aucun
you = Vous
optional = (facultatif)
save = Enregistrer
change = Modifier
crumb = Vous venez de
to-mend = Pour corriger :
byte = octet { $n }
bytes = { $n ->
    [one] { $n } octet
   *[other] { $n } octets
 }
quoted = « { $text } »
not-declared = Non déclaré
not-typed = Non donné
not-listed = Absent de la liste
no-name = Aucun nom déclaré
no-family-name = (sans nom de famille)
none-document = Aucun
place-unknown = ?
route = { $start } – { $end }
route-to = vers
airport-words = International Airport|Airport|Aéroport international de|Aéroport international|Aéroport de

## Touches
key-all = Toutes les touches
key-next-row = suivant
key-previous-row = précédent
key-rows = Ligne suivante, précédente
key-open = ouvrir
key-find = chercher
key-next-case = cas suivant
key-board = retour au tableau
key-voyage = retour au voyage
key-back-up = Retour à la liste, même ligne
key-compare = comparaison
key-evidence = éléments
key-decide = décider
key-take = prendre ou rendre
key-jumps = Comparaison, éléments, décision
key-match = Correspondance possible n
key-send = envoyer
key-sends = envoie
key-back = retour
key-goes-back = revient
key-ctrl-enter = Relire ; sur la page de relecture : envoyer
keymap-hint = Les touches simples n’agissent que hors des champs. Aucune ne décide ni n’envoie. Vous pouvez les désactiver dans vos préférences.
keymap-off = Les touches simples sont désactivées dans vos préférences ; Ctrl Enter et Esc agissent toujours.

## Session et ouverture
sign-in = Ouvrir une session
sign-in-who = Nœud : { $party }. Pour les agents en service ; chaque ouverture de session et chaque dossier ouvert sont consignés.
sign-in-demo = Choisissez le travail à essayer
sign-in-or = ou avec un nom d’utilisateur
sign-in-refused = Le nom d’utilisateur et le mot de passe ne correspondent pas. Rien n’a été modifié.
user-name = Nom d’utilisateur
password = Mot de passe
password-hint = Vous pouvez le coller.
password-then = L’étape suivante demande une clé d’accès ou un code.
sign-in-agency = Continuer avec { $name }
sign-in-agency-yours = votre compte de l’organisme
sign-in-or-local = ou, sur ce nœud seulement
sign-in-locked = Trop de tentatives échouées. Attendez { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
 }, jusqu’à { $clock } UTC, ou adressez-vous à l’administration.
sign-in-late = Cela a pris trop de temps, ou c’était déjà fait. Ouvrez la session de nouveau.
sign-in-no-agency = Ce nœud ne connaît aucun compte d’organisme.
sign-in-agency-away = L’annuaire de l’organisme ne répond pas. Réessayez, ou utilisez un nom d’utilisateur de ce nœud.
sign-in-agency-refused = L’annuaire de l’organisme ne vous a pas laissé entrer, ou sa réponse ne convient pas. Rien n’a été modifié.
sign-in-agency-no-duty = Votre compte de l’organisme n’a aucune fonction sur ce nœud. Adressez-vous à votre superviseur.
sign-in-agency-closed = Ce compte est fermé ici, ou un autre compte porte ce nom d’utilisateur. Adressez-vous à l’administration.
sign-in-second-tries = Trop de codes erronés. Ouvrez la session de nouveau.
sign-in-again = Ouvrir la session sous un autre nom
sign-out-everywhere = Fermer toutes les sessions
signed-in-title = Votre session est ouverte
signed-in-back = Revenez à la page où vous étiez ; ce que vous avez saisi y est toujours. Vous pouvez fermer cette fenêtre.
signed-in-start = Aller à l’accueil
go-on = Continuer
second-title = Encore une étape
second-why = Ouverture de la session de { $login }. Présentez une clé d’accès ou saisissez un code.
second-wrong = Cela ne correspond pas. Un code ne compte qu’une fois, et pendant une demi-minute.
second-or = ou
passkey = Clé d’accès
passkey-show = Utiliser une clé d’accès
passkey-make = Créer une clé d’accès
passkey-label = Nom de cette clé d’accès
passkey-what = Une clé dans cet appareil, votre téléphone ou une clé de sécurité. On ne peut ni la deviner ni la transmettre par erreur.
passkey-failed = Le navigateur n’a présenté aucune clé d’accès. Réessayez, ou utilisez un code.
code = Code
code-recovery = Code de secours
code-hint = Six chiffres de votre appareil, ou un code de secours.
code-by-clock = Codes selon l’heure
code-what = Numérisez l’image avec une application de codes à usage unique, ou saisissez-y la clé ; saisissez ensuite le code affiché.
code-picture = Image de la clé pour une application de codes à usage unique ; la même clé figure dessous en lettres
code-secret = Clé :
code-set-up = Activer les codes
enrol-title = Ajouter un second facteur
enrol-why = Un mot de passe seul n’ouvre rien ici. Créez une clé d’accès ou activez les codes ; ce n’est demandé qu’une fois.
enrol-again = Créez une autre clé d’accès, ou de nouveaux codes.
enrol-wrong = Cela ne correspond pas. Rien n’a été modifié ; réessayez.
recovery-title = Vos codes de secours
recovery-why = Chacun ouvre une session une fois, si votre appareil est perdu. Ils ne sont affichés que cette fois : imprimez-les ou notez-les, et gardez-les loin de cette machine.
recovery-kept = Je les ai conservés
security-title = Ouverture de session et sécurité
security-factors = Seconds facteurs
security-agency = Vous ouvrez la session avec le compte de votre organisme ; son annuaire garde votre mot de passe et votre second facteur.
security-since = depuis
security-recovery-left = { $n ->
    [0] Il ne reste aucun code de secours
    [one] Il reste { $n } code de secours
   *[other] Il reste { $n } codes de secours
 }
security-none = Aucun second facteur n’est encore activé.
security-password = Votre mot de passe
security-password-why = Demandé de nouveau à chaque modification.
security-wrong-password = Le mot de passe ne correspond pas. Rien n’a été modifié.
security-short = Un mot de passe compte au moins { $n } caractères.
security-last = Le dernier second facteur reste. Ajoutez-en d’abord un autre.
security-add = En ajouter un autre
security-new-codes = Nouveaux codes de secours
security-remove = Retirer { $what }
security-new-password = Nouveau mot de passe
security-set-password = Changer le mot de passe
security-sessions = Vos sessions ouvertes
security-here = ce navigateur
way-password = Mot de passe
way-code = Mot de passe et code
way-passkey = Mot de passe et clé d’accès
way-recovery = Mot de passe et code de secours
way-agency = Compte de l’organisme
way-demo = Bouton de la démonstration
room-accounts = Comptes
accounts-title = Comptes
accounts-why = Qui peut ouvrir une session, et avec quelles fonctions. Aucun voyageur ne figure sur cette page.
accounts-all = Tous les comptes
account-name = Nom
account-add = Ajouter un compte
account-missing = Il faut un nom d’utilisateur, un nom et au moins une fonction.
account-apart = L’administration n’a aucune fonction qui voit les voyageurs, et la vérification n’a aucune autre fonction.
account-taken = Ce nom d’utilisateur est pris, ou une valeur ne convient pas.
account-own = Vous ne pouvez pas modifier votre propre compte ici. Une autre personne de l’administration le peut.
account-word = Premier mot de passe de { $login } :
account-word-why = Il n’est affiché que cette fois. À la première ouverture, un second facteur est ajouté ; le mot de passe se change sous « Ouverture de session et sécurité ».
account-every-site = tous les sites
account-closed = Fermé
account-local = { $n ->
    [0] Local, encore sans second facteur
    [one] Local, { $n } second facteur
   *[other] Local, { $n } seconds facteurs
 }
account-agency = Compte de l’organisme
account-agency-why = L’annuaire de l’organisme dit quelles fonctions a ce compte.
account-never = jamais
account-sites-hint = Codes de lieux séparés par des espaces ; vide : tous les sites.
account-reset = Nouveau mot de passe et second facteur
account-reset-why = Tout ce qui est fait ici est consigné. Un compte fermé n’ouvre plus de session, et ses sessions prennent fin aussitôt.
account-close = Fermer le compte
column-account = Agent
column-duties = Fonctions
column-sites = Sites
column-account-kind = Compte
column-last-in = Dernière session
signed-out = Votre session est fermée.
motto = Contrôlé avant la frontière.
version = Preclear { $version }.
session-ends = Votre session se termine dans moins de deux minutes.
session-ends-kept = Ce que vous avez saisi est conservé.
session-ended = Votre session est terminée.
session-ended-kept = Ce que vous avez saisi est conservé et revient quand vous ouvrez une session.
session-ended-here = Ce que vous avez saisi reste sur cette page. Ouvrez la session à côté, puis continuez.
session-other = Une autre personne a ouvert la session. Ce qui est saisi ici est à { $name }, qui peut seul l’envoyer.
session-stay = Prolonger la session
carried-title = Vous étiez en train d’envoyer quelque chose
carried-why = La session s’est terminée avant l’envoi. Rien n’a été envoyé ; ce que vous avez saisi est toujours là.
carried-go-on = Continuer
carried-leave = Abandonner
role-of-intake = réception des messages
role-of-list_owner = responsable de liste
role-of-rule_owner = responsable de règles
role-of-approver = approbation
role-of-auditor = vérification
role-of-primary = contrôle primaire
role-of-secondary = contrôle secondaire
role-of-analyst = analyse
role-of-supervisor = supervision
role-of-privacy = protection des renseignements personnels
role-of-administrator = administration

## Tableau
board-title = Voyages
board-sum = { $voyages ->
    [one] { $voyages } voyage
   *[other] { $voyages } voyages
 }, { $travellers ->
    [one] { $travellers } voyageur
   *[other] { $travellers } voyageurs
 }
board-caption = Voyages selon le temps qui reste pour répondre au transporteur
board-find = Chercher un voyage, un lieu
board-find-label = Chercher un voyage, un lieu ou un transporteur
board-none = Aucun voyage n’est attendu.
board-none-why = Un voyage apparaît dès qu’un transporteur envoie une liste.
board-none-fit = Aucun voyage ne correspond à « { $filter } ».
board-show-all = Afficher les { $n }
board-more = Afficher { $n } de plus, tous calmes
board-unreadable = { $n ->
    [one] Un message n’a pas pu être lu, et personne ne l’a regardé
   *[other] { $n } messages n’ont pas pu être lus, et personne ne les a regardés
 }
board-group-hour = En retard, ou à répondre dans l’heure
board-group-soon = Trois heures suivantes
board-group-later = Plus tard
board-group-past = Échéance passée, tous répondus
board-group-sorted = Tous les voyages
voyages = { $n ->
    [one] { $n } voyage
   *[other] { $n } voyages
 }
rows-compact = Lignes serrées
rows-comfortable = Lignes aérées
show-all = Tous
show-hour = Dans l’heure
show-mine = Les miens
show-free = Libres
show-late = En retard
show-crew = Équipage
needs-a-person = À voir par un agent
mode-air = Air
mode-rail = Rail
mode-marine = Mer
mode-road = Route
due-title = Réponses à donner, quatre prochaines heures
due-told = { $n ->
    [one] { $n } voyage par mode et par heure ; { $person } à voir par un agent.
   *[other] { $n } voyages par mode et par heure ; { $person } à voir par un agent.
 } Les mêmes faits sont dans le tableau ci-dessous.
due-now = Maintenant
due-person = à voir par un agent
due-answered = répondu
due-not-yet = attend le transporteur
column-left = Temps restant
column-voyage = Voyage
column-route = De, à
column-departs = Départ
column-travellers = Voyageurs
column-needs = À voir par un agent
column-answered = Répondu
column-state = État
column-officer = Agent
column-no = Nº
column-name = Nom déclaré
column-born = Naissance
column-document = Document
column-seat = Siège
column-bags = Bagages
column-result = Résultat
column-answer = Réponse
column-received = Reçu
column-carrier = Transporteur
column-first-fault = Première erreur
column-size = Taille
column-seen = Vu par
column-alarm = Alarme
column-raised = Levée
column-place = Lieu
column-valid = Validité
column-zone = Fuseau
column-added = Ajouté par
need-match = { $n ->
    [one] { $n } correspondance possible
   *[other] { $n } correspondances possibles
 }
need-document = { $n ->
    [one] { $n } défaut de document
   *[other] { $n } défauts de document
 }
need-rule = { $n } par règle
need-not-screened = { $n ->
    [one] { $n } non vérifié
   *[other] { $n } non vérifiés
 }
need-incomplete = { $n ->
    [one] { $n } incomplet
   *[other] { $n } incomplets
 }
need-silent = { $n ->
    [one] { $n } réponse sans accusé
   *[other] { $n } réponses sans accusé
 }
nobody-declared = Personne
answered-of = { $done } <span class="quiet">sur { $all }</span>
answered-all = Répondu
nothing-to-answer = Rien à répondre
state-nobody = Personne déclarée
state-answered = Répondu
state-carrier = Attend le transporteur
state-held = Vérifié, retenu
state-part = Répondu en partie
nobody-yet = Personne encore
take-it = Prendre
not-needed = Pas nécessaire

## Voyage
voyage-departs = Départ
voyage-departs-local = Départ à { $clock } heure locale, { $day }
voyage-arrives = arrivée
voyage-departed = Parti
voyage-departure-expected = Départ prévu
voyage-beside = Réponse, messages et listes
voyage-needs = { $n } sur { $all } sans réponse définitive.
voyage-needs-by = { $n ->
    [one] { $n } personne sur { $all } est sans réponse définitive, à donner avant { $clock } { $zone }.
   *[other] { $n } personnes sur { $all } sont sans réponse définitive, à donner avant { $clock } { $zone }.
 }
voyage-needs-who = Avec vous : { $mine } ; avec des collègues : { $others } ; pris par personne : { $free } ; à corriger par le transporteur : { $carrier }.
voyage-quiet = Rien à voir par un agent.
voyage-quiet-all = { $n ->
    [one] La seule personne à bord a sa réponse.
   *[other] Les { $n } personnes ont leur réponse.
 }
voyage-nobody = Plus personne n’est déclaré sur ce voyage.
people-find = Nom, document, siège
people-caption = Personnes de ce voyage ; d’abord celles à voir par un agent
people-none-fit = Personne ne correspond.
people-show-all = Afficher tout le monde
people-more = Afficher les { $n } suivants
people-hidden = { $n } non affichés
nothing-found = Rien trouvé
nothing-found-is = { $n } : comparés à { $lists ->
    [one] { $lists } liste
   *[other] { $lists } listes
 } ; ce n’est pas une promesse
nothing-found-person = Comparé à { $lists ->
    [one] { $lists } liste
   *[other] { $lists } listes
 } et à toutes les règles en vigueur. Ce n’est pas une promesse.
result-clear = Rien trouvé
why-match = Correspondance possible
why-document = Défaut de document
why-rule = Par règle
why-not_screened = Non vérifié
why-incomplete = Incomplet
why-on-list = Correspondance possible dans { $list }
why-name-like = Nom proche de « { $name } », { $list }
status-board = Embarquer
status-contact = Communiquez avec nous
status-incomplete = Incomplet
status-held = Retenu, sans réponse
status-do_not_board = Ne pas embarquer
told-title = Réponse au transporteur
told-caption = Ce qui a été dit au transporteur, personnes par réponse
told-only-officer = Seuls deux agents ensemble peuvent dire « ne pas embarquer ».
next-case = Cas suivant
messages-title = Listes reçues
list-original = Liste des passagers, { $n ->
    [one] { $n } personne
   *[other] { $n } personnes
 }
list-change = Liste modifiée, { $n ->
    [one] { $n } personne
   *[other] { $n } personnes
 }
list-cancel_reservation = Réservations annulées, { $n ->
    [one] { $n } personne
   *[other] { $n } personnes
 }
list-close_on_board = Clôture, à bord : { $n }
list-close_not_on_board = Clôture, pas à bord : { $n }
list-other = Liste ({ $code }), { $n ->
    [one] { $n } personne
   *[other] { $n } personnes
 }
list-original-short = Liste des passagers
list-change-short = Liste modifiée
list-close_on_board-short = Clôture, à bord
list-close_not_on_board-short = Clôture, pas à bord
faults-count = { $n ->
    [one] { $n } erreur
   *[other] { $n } erreurs
 }
hits-by-list = Confiés à un agent, par liste et par règle
answers-title = Réponses envoyées
answers-why = Tout ce qui a été dit à { $carrier } sur ce voyage, mot pour mot, le plus récent d’abord.
answers-read = { $n ->
    [one] Lire la réponse
   *[other] Lire les { $n } réponses
 }
answers-silent = { $n ->
    [one] Une réponse sans accusé de réception
   *[other] { $n } réponses sans accusé de réception
 }
answers-none = Rien n’a encore été répondu.
answer-answer = Réponse à une liste
answer-change = Réponse modifiée
answer-fault = Erreurs d’un message
answer-by-officer = { $name } : { $outcome }
answer-made = Préparée
answer-sent = Envoyée
answer-sent-tag = Envoyée, réception non confirmée
answer-waits = Attend que le transporteur la prenne
answer-acknowledged = Réception confirmée
answer-not-yet = Pas encore
answer-attempts = Essais
answer-silent = Le transporteur se tait
answer-text = Le message { $reference }
acknowledged = réception confirmée
role-passenger = Passager
role-crew = Équipage
role-transit = En transit
unscreened-placeholder-name = le nom est provisoire
unscreened-no-name = aucun nom n’a été déclaré
unscreened-no-list = aucune liste n’était en vigueur
unscreened-name-too-short = le nom est trop court pour être comparé

## Voyageur
person-of = personne { $n } sur { $all }
declared-by = Tel que déclaré par { $carrier }, liste de
fact-born = naissance { $day }
fact-seat = siège { $seat }
fact-bags = { $n ->
    [one] { $n } bagage
   *[other] { $n } bagages
 }
fact-booking = { $n ->
    [0] réservation { $locator }, sans compagnon
    [one] réservation { $locator } avec { $n } compagnon
   *[other] réservation { $locator } avec { $n } compagnons
 }
fact-expires = expire { $day }
superseded = Le transporteur a envoyé une déclaration plus récente de cette personne.
superseded-newer = Afficher la plus récente
withdrawn = Le transporteur a retiré cette personne du voyage.
open-with-you = Ouvert, avec vous
to-decision = Vers la décision
back-to-voyage = Retour au voyage
strip-due = Réponse à donner
strip-told = Dernière réponse
strip-told-nothing = Aucune encore
strip-case = Cas
strip-list = Liste
owner-none = Aucun cas ouvert
with-you = Avec vous
not-screened-because = Non vérifié : { $why }.
not-screened-counts = Cette personne compte comme sans réponse.
faults-of-person = Erreurs dans cette déclaration
faults-title = Ce que nous avons trouvé
fault-error = Erreur
fault-warning = Avertissement
fault-note = Remarque
declared-title = Tel que déclaré
field-family-name = Nom de famille
field-given-names = Prénoms
field-birth-date = Date de naissance
field-sex = Sexe
field-nationality = Nationalité
field-document = Document
field-residence = Résidence
field-birth-place = Lieu de naissance
field-address = Adresse à destination
field-journey = De, à
field-bag-tags = Étiquettes de bagage
field-captured = Saisie des données
field-esta = autorisation de voyage des États-Unis, ESTA (aucune réponse du registre)
field-eta = autorisation de voyage du Canada, AVE (aucune réponse du registre)
field-visa = visa (aucune réponse du registre)
field-lost = documents perdus ou volés (aucune réponse du registre)
field-held = ce que d'autres détiennent (aucun registre n'est consulté)
sex-M = M
sex-F = F
sex-X = X
captured-machine = lues par une machine
captured-typed = saisies au clavier
match = Correspondance possible
hit-hidden = Ce que dit cette liste n’est montré qu’à : { $roles }. Dites que vous ne pouvez pas trancher, et renvoyez le voyageur.
match-of = Correspondance possible { $n } sur { $all }
edition = édition du { $day }, responsable : { $owner }
edition-nobody = édition du { $day }
entry = Inscription { $ref }
compare-caption = Valeurs déclarées et inscrites, côte à côte
compare-field = Champ
compare-declared = Déclaré
compare-on-document = sur le document { $n }, autre que le nom déclaré
compare-on-zone = dans la zone de lecture du document { $n }, autre que le nom déclaré
compare-typed = Vous avez donné
compare-compared = Comparé
compare-listed = Inscrit
compare-words = En mots
agreement-agrees = Concorde
agreement-close = Proche
agreement-in_part = En partie
agreement-differs = Diffère
agreement-not_comparable = Non comparable
compared-agrees = Identique des deux côtés.
compared-close = Identique une fois l’orthographe ou l’écriture admise.
compared-in-part = Ce que les deux côtés ont concorde ; l’un en a moins.
compared-differs = Pas identique.
compared-not-comparable = Un côté n’en a pas.
speaks-for = Pour : la même personne
speaks-against = Contre
speaks-for-nothing = Rien ne parle pour, sauf le nom.
speaks-against-nothing = Rien ne parle contre.
evidence-line = { $field } : { $words }
rate-title = Combien de fois de telles correspondances sont justes
rate-few = Trop peu pour le dire : { $n ->
    [one] { $n } conclusion
   *[other] { $n } conclusions
 } sur les correspondances de cette liste avec une note proche dans les 90 derniers jours.
rate-of = Sur { $found } correspondances de cette liste avec une note proche dans les 90 derniers jours, { $right } étaient la même personne : <b>{ $rate } sur 100</b>.
rate-picture = { $rate } sur 100 correspondances de ce genre étaient la même personne
score-made = Comment la note de { $score } est faite
score-is = La note ordonne le travail ; elle n’est pas la probabilité qu’il s’agisse de cette personne.
rule-about = { $code }, responsable : { $owner }
rule-rate = Dans les 90 derniers jours, elle s’est vérifiée dans { $right } cas sur { $found } ; les autres avaient une cause ordinaire.
rule-rate-few = Combien de fois la cause est ordinaire : trop peu pour le dire ({ $n ->
    [one] { $n } conclusion
   *[other] { $n } conclusions
 } dans les 90 derniers jours).
rule-untold = Impossible à établir, faute de : { $missing }.
rule-at-fault = Impossible à établir : la règle est en défaut.
rule-throttled = freinée
rule-throttled-then = Elle s’applique à plus de personnes que prévu ; elle ne renvoie donc personne tant qu’un approbateur ne l’a pas relancée.
rule-source = Source :
raw-title = Le message tel que reçu
raw-about = { $type }, { $bytes ->
    [one] { $bytes } octet
   *[other] { $bytes } octets
 }, conservé tel quel,
raw-sealed = Le message est scellé. Son ouverture est consignée, avec votre motif.
raw-purpose = Pourquoi l’ouvrez-vous ?
raw-purpose-missing = Dites pourquoi vous l’ouvrez
raw-open = Ouvrir le message
raw-whole = Message entier
raw-opened = Vous l’avez ouvert pour : { $purpose }. L’ouverture est consignée.
course-title = Parcours
course-list = Liste reçue ({ $word })
course-list-original = Liste des passagers reçue, vérifiée
course-list-change = Liste modifiée reçue, vérifiée
course-told = Dit au transporteur : { $status }
course-referral = Confié à un agent : { $why }
course-taken = Pris par
course-lapsed = Le cas est caduc : plus rien n’est demandé
findings-title = Conclusions antérieures
findings-none = Aucune dans ce nœud pour ce voyage.
findings-after-yours = Vous verrez la conclusion de votre collègue quand vous aurez consigné la vôtre.
finding-line = { $what } : { $found }
opened-for = Vous avez ouvert ce dossier à { $clock } pour : { $purpose }. L’ouverture est consignée.
purpose-intake = suivi de la réception
purpose-vetting = vérification avant le départ
purpose-inspection = inspection secondaire
purpose-supervision = supervision
purpose-review = examen des dossiers
purpose-analysis = analyse
purpose-administration = administration

## Comparaisons et poids, selon les codes de la comparaison
compared-not-declared = Le transporteur n’a rien déclaré.
compared-not-declared-typed = Vous n’avez rien donné.
compared-name-not-declared-typed = Vous n’avez rien donné.
compared-name-parts-differ-typed = Des parties concordent ; vous avez donné { $declared_only }, la liste porte { $listed_only }.
compared-name-parts-missing-declared-typed = Ce que porte la liste concorde ; vous avez donné { $declared_only } en plus.
compared-name-parts-missing-listed-typed = Ce que vous avez donné concorde ; la liste porte { $listed_only } en plus.
compared-not-listed = La liste n’en a pas.
compared-name-not-declared = Le transporteur n’a rien déclaré.
compared-name-same = Identique, lettre pour lettre.
compared-name-transliterated = Identique, tel qu’un document écrit les lettres de la liste.
compared-name-differs = Aucune partie ne concorde.
compared-name-parts-differ = Des parties concordent ; { $declared_only } est déclaré, la liste porte { $listed_only }.
compared-name-parts-missing = Ce que les deux ont concorde ; un côté en a plus.
compared-name-parts-missing-declared = Ce que porte la liste concorde ; { $declared_only } est déclaré en plus.
compared-name-parts-missing-listed = Ce qui est déclaré concorde ; la liste porte { $listed_only } en plus.
compared-name-swapped = Les mêmes noms ; nom de famille et prénom sont intervertis.
compared-name-run-together = Le même nom ; un côté l’écrit en un seul mot.
compared-name-run-together-otherwise = Le même nom ; un côté l’écrit en un seul mot, et l’orthographe diffère.
compared-name-consonants = Les consonnes sont les mêmes ; l’écriture de la liste omet des voyelles.
compared-name-cut = Identique jusqu’à l’endroit où le nom est coupé ; le champ du document était plein.
compared-name-spelling = Le même nom, écrit autrement.
compared-name-letters = Presque les mêmes lettres, comme par une faute de frappe ou de lecture.
compared-birth-date-same = Le même jour.
compared-birth-date-year = L’année concorde ; un côté n’en sait pas plus.
compared-birth-date-month = Le mois et l’année concordent ; un côté n’en sait pas plus.
compared-birth-date-within = La date est dans ce que donne la liste.
compared-birth-date-new-year = L’année concorde ; on écrit souvent le 1er janvier quand le jour est inconnu.
compared-birth-date-slip = Diffère par une erreur courante.
compared-birth-date-slip-day-month = Les mêmes chiffres ; jour et mois sont intervertis.
compared-birth-date-slip-year = Un chiffre de l’année diffère, comme par une faute de frappe ; le jour et le mois concordent.
compared-birth-date-slip-month = Un chiffre du mois diffère, comme par une faute de frappe ; le jour et l’année concordent.
compared-birth-date-slip-day = Un chiffre du jour diffère, comme par une faute de frappe ; le mois et l’année concordent.
compared-birth-date-slip-exchanged = Les mêmes chiffres ; deux d’entre eux sont intervertis, comme par une faute de frappe.
compared-birth-date-near = Proche, mais pas identique.
compared-birth-date-differs = Pas identique.
compared-sex-agrees = Identique, comme pour la moitié des voyageurs.
compared-sex-differs = Pas identique.
compared-nationality-agrees = Identique. Sert à distinguer les personnes ; ne fait partie d’aucune règle de risque.
compared-nationality-differs = Pas identique. Sert à distinguer les personnes ; ne fait partie d’aucune règle de risque.
compared-document-same = Le numéro est sur la liste, du même émetteur.
compared-document-slip = Un caractère diffère du numéro inscrit, comme par une faute de frappe ou de lecture.
compared-document-alike = Le numéro est sur la liste, à des lettres près qui ressemblent à des chiffres, comme O et 0.
compared-document-issuer-unknown = Le numéro est sur la liste ; l’émetteur n’est pas connu des deux côtés.
compared-document-other-issuer = Le numéro est sur la liste, mais d’un autre émetteur ; deux États peuvent employer le même numéro.
compared-document-differs = Autre numéro. Un document renouvelé a un nouveau numéro : cela n’exclut pas la personne.
compared-birth-place-agrees = Le même lieu.
compared-birth-place-differs = Autre lieu, ou autre façon de l’écrire. Demandez, et comparez avec le document.
weighed-name-alike = Ressemblance des noms
weighed-name-common = Les parties qui concordent sont courantes ou peu nombreuses
weighed-name-low-quality = La liste dit cet alias faible
weighed-birth-date-agrees = Date de naissance concordante, autant que connue
weighed-birth-date-slip = Date de naissance différente par erreur
weighed-birth-date-near = Date de naissance proche
weighed-birth-date-differs = Date de naissance différente
weighed-document-same = Numéro de document concordant
weighed-sex-agrees = Sexe concordant
weighed-sex-differs = Sexe différent
weighed-nationality-agrees = Nationalité concordante
weighed-nationality-differs = Nationalité différente
weighed-birth-place-agrees = Lieu de naissance concordant
weighed-name-on-document = Le nom comparé est celui d’un document, non celui déclaré

## Décision
decide = Décider
panel-nothing = Rien ne demande une décision sur cette personne.
panel-incomplete = Le transporteur doit corriger cette déclaration ; la personne sera alors vérifiée de nouveau.
panel-closed = Ce cas est clos.
panel-lapsed = Ce cas est caduc : plus rien n’est demandé.
panel-newer = Le cas se poursuit avec la déclaration plus récente.
panel-second-waits = Un refus est proposé. Un agent du contrôle secondaire ou un superviseur doit conclure de son côté et l’approuver.
panel-taken = { $name } a pris ce cas. Vous pouvez le lire, pas décider.
panel-reads = Votre rôle lit les cas ; il n’en décide pas.
panel-free = Personne n’a pris ce cas.
decide-again = Seule une autre décision peut le défaire, quand le transporteur envoie de nouvelles données.
take-case = Prendre le cas
take-hint = Les autres pourront alors le lire, pas décider.
release = Le rendre
owner-you = Vous avez pris ce cas à { $clock }. Les autres peuvent le lire, pas décider.
missing = { $n ->
    [one] Il manque une chose
   *[other] Il manque { $n } choses
 }
question-n = { $n }.
question-hit = Est-ce la personne de l’inscription { $ref } ?
question-rule = { $title } : est-ce vérifié ?
found-no_match = Ce n’est pas cette personne
found-match = C’est cette personne
found-cannot_tell = Impossible à dire avec ce que j’ai
held-no_match = La cause est ordinaire
held-match = C’est vérifié
held-cannot_tell = Impossible à dire avec ce que j’ai
compared-question = Qu’avez-vous comparé ?
compared-hint = Cochez ce que vous avez vu vous-même ; au moins deux.
comparable-family_name = Nom de famille
comparable-given_names = Prénoms
comparable-birth_date = Date de naissance
comparable-sex = Sexe
comparable-nationality = Nationalité
comparable-document = Document
comparable-birth_place = Lieu de naissance
comparable-itinerary = Trajet
comparable-message = Message tel que reçu
comparable-earlier_findings = Conclusions antérieures
outcome = Issue
outcome-clear = Autoriser
outcome-clear-told = dit au transporteur : embarquer
outcome-refer_secondary = Diriger vers l’inspection secondaire
outcome-refer_secondary-told = dit au transporteur : communiquez avec nous
outcome-ask_carrier = Demander au transporteur de corriger
outcome-ask_carrier-told = dit au transporteur : incomplet
outcome-propose_refusal = Proposer un refus
outcome-propose_refusal-told = un second agent doit l’approuver
outcome-confirm_refusal = Approuver le refus
outcome-confirm_refusal-told = dit au transporteur : ne pas embarquer
outcome-reject_refusal = Ne pas approuver
outcome-reject_refusal-told = le cas est de nouveau ouvert ; rien de nouveau n’est dit au transporteur
reason = Motif, dans vos mots
reason-hint = Le voyageur peut demander à le lire.
review = Relire avant l’envoi
nothing-sent-yet = Rien n’est encore envoyé.
draft-kept = brouillon conservé { $clock }
draft-conflict = Une autre de vos fenêtres a conservé autre chose entre-temps.
draft-other = Conservé là-bas
draft-yours = Saisi ici
draft-empty = rien
draft-go-on = Continuez pour garder celui-ci, ou
draft-reload = affichez l’autre
gap-finding = Dites ce que vous concluez : { $what }
gap-finding-missing = Choisissez une réponse
gap-compared-too-little = Nommez au moins deux choses que vous avez comparées
gap-outcome-missing = Choisissez une issue
gap-reason-missing = Donnez un motif dans vos mots
gap-against-missing = Dites pourquoi cela ne change pas votre décision
overtaken = Ce cas a changé depuis que vous l’avez vu.
overtaken-by = { $name } a pris ce cas.
overtaken-kept = Rien n’a été envoyé. Ce que vous avez saisi est conservé.
second-title = Second avis
second-first-yours = Un collègue propose un refus. Concluez d’abord vous-même ; vous verrez sa conclusion ensuite.
second-record = Consigner ma conclusion
second-then = Vous verrez ensuite la conclusion de votre collègue.
second-yours = Votre conclusion
second-theirs = Conclusion de { $name }
second-same = Vos conclusions concordent.
second-differs = Vos conclusions diffèrent.
second-question = Approuvez-vous le refus ?
against-answer = Ce qui parle contre :
against-question = Pourquoi cela ne change-t-il pas votre décision ?
against-optional = Facultatif : vos propres conclusions ne contredisent pas l’issue.
review-title = Relire avant l’envoi
review-title-second = Relire avant l’envoi à un second agent
review-crumb = relecture
review-nothing-sent = Rien n’est encore envoyé.
review-until = D’ici là, le transporteur garde la réponse « { $status } ».
review-changed = Le cas a changé depuis votre saisie. Regardez-le de nouveau avant l’envoi.
review-read-again = Le relire
your-decision = Votre décision
review-person = Personne
review-finding = Conclusion
review-compared = Comparé
review-law = Loi du lieu
review-reason = Motif
review-against = Avant de continuer : ce qui parle contre
review-then = Ce qui se passe à l’envoi
review-message = Le message mot pour mot
review-message-number = Son numéro et son heure sont donnés à l’envoi.
review-back = Retour aux éléments
contradiction-cleared-despite-match = Vous concluez que c’est cette personne, ou qu’une règle est vérifiée, et vous autorisez.
contradiction-cleared-while-unsure = Une question reste impossible à dire, et vous autorisez.
contradiction-refused-without-match = Vous ne concluez à aucune correspondance ni règle vérifiée, et vous refusez.
send-clear = Envoyer : embarquer
send-refer_secondary = Envoyer vers l’inspection secondaire
send-ask_carrier = Envoyer : incomplet
send-propose_refusal = Envoyer à un second agent
send-confirm_refusal = Envoyer : ne pas embarquer
send-reject_refusal = Renvoyer : cas de nouveau ouvert
then-clear-head = Le transporteur reçoit « embarquer ».
then-clear-rest = { $carrier } reçoit aussitôt une réponse modifiée.
then-refer_secondary-head = Le transporteur reçoit « communiquez avec nous ».
then-refer_secondary-rest = Le cas passe à l’inspection secondaire, où un agent du contrôle secondaire ou un superviseur décide.
then-ask_carrier-head = Le transporteur reçoit « incomplet ».
then-ask_carrier-rest = { $carrier } doit renvoyer les données ; la personne est alors vérifiée de nouveau.
then-propose_refusal-head = Un second agent est appelé.
then-propose_refusal-rest = Cet agent voit d’abord les éléments, et votre conclusion après la sienne. Vous ne pouvez pas l’approuver vous-même. D’ici là, rien de nouveau n’est dit au transporteur.
then-agreed-head = Si cet agent approuve, le transporteur reçoit « ne pas embarquer »,
then-agreed-rest = sans motifs.
then-confirm_refusal-head = Le transporteur reçoit « ne pas embarquer »,
then-confirm_refusal-rest = sans motifs. { $carrier } reçoit aussitôt une réponse modifiée.
then-reject_refusal-head = Le cas est de nouveau ouvert.
then-reject_refusal-rest = Rien de nouveau n’est dit au transporteur.
then-record-head = La décision reste au dossier
then-record-rest = sous votre nom, avec votre motif. Seule une autre décision peut la défaire, et le transporteur en est alors averti.
sent-clear = Décidé : { $carrier } reçoit « embarquer »,
sent-refer_secondary = Décidé : inspection secondaire ; { $carrier } reçoit « communiquez avec nous »,
sent-ask_carrier = Décidé : { $carrier } reçoit « incomplet »,
sent-propose_refusal = Proposé : un second agent est appelé,
sent-confirm_refusal = Décidé : { $carrier } reçoit « ne pas embarquer »,
sent-reject_refusal = Non approuvé : le cas est de nouveau ouvert,

## À décider
referrals-title = À décider
referrals-order = Selon le temps restant, puis la gravité ; jamais selon la note.
referrals-caption = Personnes qui attendent une décision
referrals-own = Avec vous
referrals-free = Pris par personne
referrals-others = Avec des collègues
referrals-none = Personne n’attend une décision.
referrals-none-fit = Personne ne correspond à ce filtre.
referrals-show-all = Afficher les { $n }
referrals-more = Afficher { $n } de plus, avec plus de temps
referral-open = Ouvert
referral-proposed = Refus proposé
referral-secondary = En inspection secondaire
referral-closed = Clos
referral-lapsed = Caduc
proposed-by = par { $name }

## La vie d’une liste
life-title = De la réservation à l’embarquement
life-declared = Déclarées voyageant
life-booked = Réservées
life-checked-in = Enregistrées
life-screened = Contrôlées à temps
life-on-board = À bord
life-open = pas encore dit
life-stayed = Pas à bord
life-withdrawn = Retirées
life-cancelled = Le transporteur a annulé ce voyage.
life-unscreened = est à bord et n’a jamais été contrôlée
life-against = est à bord malgré la réponse

## D’où viennent les données d’une personne
sources-title = Sources
sources-of = Sources sur
sources-why = Chaque message qui nomme cette personne, la règle selon laquelle c’est la même, et les octets d’où vient chaque valeur.
sources-link = D’où cela vient
sources-messages = Messages qui nomment la personne
sources-none = Plus aucun message ne nomme cette personne.
sources-values = Ce qu’ils disent
sources-differ = { $n ->
    [one] { $n } champ diffère
   *[other] { $n } champs diffèrent
 }
source-differs = les sources diffèrent
source-list = Liste
source-booking = Réservation
source-holds = sa parole vaut
source-gone = nommée comme ne voyageant pas
source-said-at = dit à { $at }
source-opened = Octets { $start } à { $end }
source-show = Voir les octets { $start }–{ $end }
source-unknown = emplacement inconnu
column-says = Dit
column-joined = Même personne selon
column-message = Message
column-value = Valeur
column-field = Champ
said-original = déclare
said-add = ajoute
said-replace = remplace
said-request = demande
said-change = modifie
said-delete = supprime
said-cancel_reservation = annule
said-reduce_party = réduit le groupe
said-close = clôt le voyage
said-close_on_board = à bord
said-close_not_on_board = pas à bord
said-change_flight = modifie le voyage
said-cancel_flight = annule le voyage
joined-unique = la référence propre du transporteur
joined-document-birth = document et date de naissance
joined-locator-name-birth = réservation, nom et date de naissance, avec un autre document
joined-locator-name = réservation et nom
joined-name-birth = nom et date de naissance
joined-name-document = nom et document
joined-locator = la réservation seule, personne d’autre n’y convient
joined-name = le nom seul, personne d’autre ne le porte
joined-chain = un autre message qui relie les deux
joined-plate = une étiquette que le transporteur a déclarée
joined-seat-name = siège et nom
joined-seat = le siège, où personne d’autre n’est assis
sources-bags = Ce que disent les systèmes de bagages
sources-bags-none = Rien n’a été dit de bagages de cette personne.
sources-zones = Zones de lecture automatique
column-zone-sent = Envoyée avec
zone-of-document = le document { $n } de cette personne
zone-of-another = le document { $n } d’une autre personne du voyage
zone-theirs = elle est de cette personne
zone-other = elle est d’une autre personne du voyage
zone-nobody = elle n’est avec certitude de personne du voyage
joined-document = numéro et émetteur d’un document déclaré
joined-number-birth = numéro d’un document déclaré et date de naissance
joined-nobody = aucune règle : personne ne convient, ou plusieurs
column-bags-tags = Étiquettes
column-load = Chargement
bag-add = enregistré
bag-change = modifié
bag-delete = repris
bag-load = peut être chargé
bag-no-load = ne peut être chargé
bag-load-refused = peut être chargé, bien que le propriétaire soit refusé
bag-no-load-aboard = ne peut être chargé, bien que le propriétaire soit à bord
field-embarks = Embarque
field-disembarks = Débarque
field-seat = Siège
field-unique = Référence unique
field-locator = Réservation
field-ticket = Billet

## Transporteurs
room-carriers = Transporteurs
carriers-title = Transporteurs
carriers-why = Qui envoie, avec quelles clés, et ce qui est convenu avec chacun. Les personnes de leurs voyages ne sont pas montrées ici.
carriers-all = Tous les transporteurs
carriers-none = Aucun encore. En ajouter par la commande preclear carriers add.
carrier-closed = fermé
carrier-day = { $n ->
    [one] { $n } message
   *[other] { $n } messages
 }
carrier-unreadable = { $n } illisibles
carrier-silent = { $n ->
    [one] { $n } réponse sans accusé de réception à temps
   *[other] { $n } réponses sans accusé de réception à temps
 }
carrier-oldest = la plus ancienne
carrier-terms = Ce qui est convenu avec { $name }
carrier-contacts = Contacts
carrier-profile = Comment il écrit et reçoit les réponses
carrier-profile-hint = Laissé vide : selon la norme, et les réponses reflètent le message. Plusieurs valeurs : séparées par un blanc.
carrier-agree = Convenir
carrier-agreed = { $n ->
    [0] Rien n’a changé.
    [one] { $n } condition a changé.
   *[other] { $n } conditions ont changé.
 }
carrier-keys = Clés
carrier-keys-none = Aucune clé n’a été donnée.
carrier-key-label = Libellé d’une autre clé
carrier-key-add = Donner une autre clé
carrier-key-end = Terminer
carrier-key-once = La clé, qui ne peut être montrée de nouveau :
carrier-label-wrong = Une clé a besoin d’un libellé qu’aucune autre clé de ce transporteur ne porte
never = jamais
column-last-message = Dernier message
column-in-a-day = En un jour
column-waiting-answers = Réponses en attente
column-keys = Clés
column-key = Clé
column-since = Depuis
column-last-used = Dernier emploi
column-ended = Terminée
term-name = Nom
term-answers = Réponses
term-answers-now = dans la réponse
term-answers-later = plus tard, retirées ou envoyées
term-referred = Personnes signalées
term-referred-contact = prié de contacter la permanence
term-referred-hold = rien n’est dit avant la décision d’un agent
term-answer-minutes = Réponse tant de minutes avant le départ
term-callback-url = Adresse où les changements sont envoyés
term-contact = Qui appeler
term-transports = Voies d’envoi
term-senders = Identifications d’expéditeur (UNB)
term-functions = Fonctions employées
term-full-lists = Une nouvelle liste remplace la précédente
term-full-lists-yes = oui, qui n’y figure plus ne voyage plus
term-full-lists-no = non, les listes s’ajoutent
term-dialect = Dialecte des statuts
term-separators = Séparateurs des réponses
term-group = Enveloppe de groupe (UNG)
term-group-echo = comme dans le message
term-group-always = toujours
term-group-never = jamais
term-bookings = Réponse aux réservations
term-bookings-ackres = qu’elles ont été reçues (ACKRES)
term-bookings-cusres = avec un statut pour chaque personne
term-teletype-address = Adresse télétype pour une passerelle
term-teletype-origin = Notre adresse télétype
term-syntax = Accusés (CONTRL)
term-syntax-asked = si demandés
term-syntax-always = toujours
term-syntax-never = jamais
term-acknowledgement = Ce qu’un accusé (312) dit d’une personne
term-acknowledgement-result = 0 pris, 1 exception
term-acknowledgement-echo = l’état répété
term-acknowledge-minutes = Alarme si un changement reste sans accusé après minutes
term-part-minutes = Alarme si une partie de liste manque après minutes
term-close-out-minutes = Alarme si non clos, minutes après le départ
contact-duty = Permanence
contact-technical = Ingénieurs
contact-data = Responsable des données
contact-name = nom
contact-phone = téléphone
contact-mail = courriel

## Messages, alarmes
unreadable-title = Messages illisibles
unreadable-why = Ce que nous avons reçu et pas compris. Les octets sont conservés ; le transporteur sait ce qui ne va pas.
unreadable-none = Tous les messages ont pu être lus.
unseen = Personne n’a regardé
message-title = Message { $id }
message-nothing-taken = Rien n’a été repris de ce message.
message-answered = Le transporteur a reçu en réponse les erreurs ci-dessous.
message-see = Je l’ai regardé
seen-by = Regardé par { $name },
transport-http = par le réseau
transport-folder = d’un dossier
transport-page = d’une page
alarms-title = Alarmes
alarms-why = Une échéance passée, un transporteur qui se tait, ou quelqu’un à bord qui ne devrait pas y être. Une alarme n’est jamais une permission d’embarquer.
alarms-none = Aucune alarme.
alarms-ended = Closes par quelqu’un ces sept derniers jours
alarm-column-end = Fin
alarm-column-done = Ce qui a été fait
alarm-column-by = Par qui, quand
alarm-ends-itself = avec ce qui la cause
alarm-ends-officer = par un agent
alarm-end = La clore
alarm-done = Qu’a-t-on fait ?
alarm-done-missing = Dites en quelques mots ce qui a été fait : votre nom y reste attaché.
alarm-end-do = Clore cette alarme
alarm-late = { $late }, { $n ->
    [one] { $n } personne attend
   *[other] { $n } personnes attendent
 }
alarm-unscreened = { $n ->
    [one] { $n } personne à bord n’a jamais été contrôlée
   *[other] { $n } personnes à bord n’ont jamais été contrôlées
 }
alarm-against = { $n ->
    [one] { $n } personne est à bord malgré la réponse
   *[other] { $n } personnes sont à bord malgré la réponse
 }
alarm-part = Une partie d’une liste n’est pas arrivée
alarm-unclosed = Parti sans que l’on ait dit qui est à bord
alarm-rejected = Réponse { $reference } illisible pour le transporteur
alarm-silent = Réponse { $reference } sans accusé de réception, envoyée { $n } fois

## Préférences
preferences-title = Préférences
preferences-saved = Conservé.
prefer-language = Langue
prefer-language-en = English
prefer-language-fr = Français
prefer-theme = Thème
prefer-theme-system = Comme le système
prefer-theme-light = Clair
prefer-theme-dark = Sombre
prefer-density = Lignes
prefer-density-comfortable = Aérées
prefer-density-compact = Serrées
prefer-keys = Touches simples
prefer-keys-hint = Des touches comme J, K et N agissent hors des champs. Aucune ne décide ni n’envoie.
prefer-keys-on = Activées
prefer-keys-off = Désactivées

## Lieux
places-title = Lieux
places-why = { $n } lieux sont connus. Ce que vous ajoutez ici sert aussitôt, avant ce qui accompagne le programme, pour les jours de sa validité.
places-added = Ajoutés à ce nœud
places-none-added = Aucun encore.
place-added = { $code } est ajouté.
place-added-then = Les échéances et les pages s’en servent dès maintenant.
place-add = Ajouter un lieu
place-code = Code
place-kind = Genre
place-kind-airport = Aéroport
place-kind-station = Gare
place-kind-port = Port
place-kind-terminal = Terminal
place-kind-crossing = Poste frontalier
place-kind-stop = Arrêt
place-name = Nom (anglais)
place-name-fr = Nom (français)
place-country = Pays (trois lettres)
place-latitude = Latitude
place-longitude = Longitude
place-zone = Fuseau horaire
place-iata = IATA
place-icao = OACI
place-unlocode = UN/LOCODE
place-port = Code de port
place-valid-from = Premier jour, comme 2026-07-14
place-valid-to = Dernier jour, comme 2026-07-14
place-site = Inspection
place-site-preclearance = Précontrôle
place-site-preinspection = Inspection préalable
place-site-port_of_entry = Point d’entrée
place-site-port-of-entry = Point d’entrée
place-inspecting-party = Qui inspecte (trois lettres)
place-host-party = Quelle loi s’applique (trois lettres)
place-law = Loi
place-source = Source
place-there = { $code } existe déjà à partir de ce jour
place-missing = Il manque : { $field }
place-wrong-code = Le code a de deux à huit majuscules et chiffres
place-wrong-country = Le pays est un code de trois lettres, comme CAN
place-wrong-inspecting-party = Qui inspecte est un code de trois lettres, comme USA
place-wrong-host-party = Quelle loi s’applique est un code de trois lettres, comme CAN
place-wrong-zone = Le fuseau est un nom de la base IANA, comme America/Vancouver
place-wrong-latitude = La latitude est entre -90 et 90
place-wrong-longitude = La longitude est entre -180 et 180
place-wrong-valid-from = Le premier jour est une date, comme 2026-07-14
place-wrong-valid-to = Le dernier jour est une date, comme 2026-07-14
place-wrong-kind = Ce genre est inconnu
place-wrong-site = Ce genre d’inspection est inconnu

## Listes de surveillance
watch-title = Listes de surveillance
watch-why = Les listes par lesquelles les voyageurs sont contrôlés, à qui elles sont, et jusqu’à quand chaque édition vaut. Une liste s’importe par la commande preclear lists.
watch-none = Aucune liste n’a été importée.
watch-none-then = Tant qu’aucune n’est en vigueur, chaque personne est renvoyée à un agent.
watch-restored = { $title } : l’édition précédente est de nouveau en vigueur.
watch-restored-then = Toute personne encore à voyager est contrôlée de nouveau.
watch-expired = { $n ->
    [one] { $n } liste est périmée.
   *[other] { $n } listes sont périmées.
 }
watch-expired-then = Prenez la plus récente édition chez son propriétaire et importez-la.
watch-expired-note = Le dernier jour de cette édition est passé. Elle sert encore au contrôle ; depuis, des personnes peuvent y avoir été ajoutées ou en avoir été retirées.
watch-stopped-note = Le dernier jour de cette édition est passé ; selon les conditions de la liste, elle ne sert plus au contrôle.
watch-state = État
watch-state-none = Pas en vigueur
watch-state-stopped = Périmée, ne sert plus
watch-state-expired = Périmée, sert encore
watch-state-in-force = En vigueur
watch-was-in-force = En vigueur
watch-was-undone = Annulée
watch-was-replaced = Remplacée
watch-dated = Édition du
watch-expires = Vaut jusqu’au
watch-never = Sans fin
watch-imported = Importée
watch-imported-by = { $day }, { $clock } UTC, par { $who }
watch-people = Inscriptions
watch-others = Organisations et engins, non contrôlés
watch-changes = Par rapport à l’édition précédente
watch-changed = { $added } ajoutées, { $changed } modifiées, { $removed } retirées
watch-first = C’est la première édition ici
watch-reused = Numéros donnés à une autre personne
watch-owner = Propriétaire
watch-legal-basis = Base légale
watch-handling = Diffusion
watch-visible-to = Les inscriptions sont montrées à
watch-visible-to-all = Toute personne qui peut voir les voyageurs
watch-valid-days = Une édition vaut
watch-days = { $n ->
    [one] { $n } jour
   *[other] { $n } jours
 }
watch-when-expired = Une fois périmée
watch-go-on = Le contrôle continue ; les administrateurs sont avertis
watch-stop = Elle ne sert plus au contrôle
watch-terms-by = Conditions fixées par
watch-terms-as-they-came = Personne ; telles que venues avec la liste
watch-not-told = Non indiqué
watch-edition = édition du { $day }, { $n ->
    [one] { $n } inscription
   *[other] { $n } inscriptions
 }
watch-faults = Défauts à l’importation : { $n }
watch-faults-of = Défauts
watch-no-faults = Aucun défaut à l’importation.
watch-and-more = et { $n } de plus
watch-editions = Éditions : { $n }
watch-editions-of = Éditions de { $title }
watch-undo = Reprendre cette édition
watch-undo-what = À sa place vient l’{ $former }. Toute personne encore à voyager est contrôlée de nouveau ; les décisions des agents demeurent.
watch-undo-confirm = Reprendre { $title } et employer l’édition précédente
watch-undo-unconfirmed = Cochez d’abord la case. Rien n’a été changé.
watch-undo-do = Reprendre
watch-fault-row = Une ligne est illisible, ou sans identifiant ou sans nom. Elle a été laissée ; corrigez-la et importez de nouveau.
watch-fault-row-twice = Un identifiant figure deux fois. La première ligne a été gardée ; donnez à chaque personne le sien.
watch-fault-birth-date = Une date de naissance est illisible. L’inscription sert sans elle.
watch-fault-country = Un pays est inconnu. L’inscription sert sans lui ; employez le code à trois lettres.
watch-fault-document = Un document est illisible. L’inscription sert sans lui.
watch-fault-sex = Le sexe n’est ni M, ni F, ni X. L’inscription sert sans lui.
watch-fault-encoding = Le fichier n’a pas le codage voulu. Les lettres au-delà de A à Z peuvent être fausses ; enregistrez-le en UTF-8.
watch-fault-join = Un autre nom, une adresse, une remarque ou un document n’appartient à aucune inscription de la liste.
valid = du { $start } au { $end }
valid-from = dès le { $start }

## Empêchements
error-again = Réessayer
error-start = Au début
report-number = Numéro de rapport :
missing-page-title = Introuvable
missing-page-why = Cette page n’existe pas, ou n’est pas à l’un de vos sites.
forbidden-title = Non permis
forbidden-why = Votre rôle ne le permet pas.
stale-form-title = Non envoyé
stale-form-why = Le formulaire vient d’une autre session. Rien n’a été envoyé ; rechargez la page.
overtaken-page-title = Devancé
overtaken-page-why = Quelqu’un a agi d’abord. Rien n’a été envoyé ; rechargez la page.
behind-title = Un instant
behind-why = Le nœud ne peut rien prendre de plus pour l’instant. Rien n’a été envoyé ; réessayez dans quelques secondes.
unreachable-title = La base de données est absente
unreachable-why = Le nœud ne peut pas joindre sa base de données pour l’instant. Rien de ce qui est enregistré n’est perdu, mais ce que vous envoyiez ne l’est peut-être pas. Réessayez dans quelques secondes.
refused-title = Impossible
refused-why = Cela ne convient pas. Rien n’a été envoyé.
broken-title = Cette page n’a pas pu être faite
broken-why = La faute est la nôtre.
broken-nothing-sent = Rien n’a été modifié ni envoyé. Donnez le numéro de rapport au bureau de service.
refused-page = Votre rôle n’ouvre pas cette page. Votre superviseur sait qui le peut.
refused-no-voyage = Ce voyage n’existe pas, ou n’est pas à l’un de vos sites.
refused-no-traveller = Ce voyageur n’existe pas, ou son voyage n’est pas à l’un de vos sites.
refused-no-referral = Ce cas n’existe pas, ou n’est pas à l’un de vos sites.
refused-no-message = Ce message n’existe pas.
refused-closed = Ce cas est clos ; plus rien ne peut y être décidé.
refused-role = Votre rôle ne le permet pas.
refused-site = Ce voyage n’est pas à l’un de vos sites.
refused-taken-by-other = Un collègue a pris ce cas.
refused-in-secondary = Ce cas est en inspection secondaire ; un agent du contrôle secondaire ou un superviseur décide.
refused-already-secondary = Ce cas est déjà en inspection secondaire.
refused-refusal-waits = Un refus est proposé ; un second agent doit d’abord l’approuver ou non.
refused-no-proposal = Aucun refus n’est proposé.
refused-own-proposal = Vous ne pouvez pas l’approuver : vous l’avez proposé. Un second agent doit l’approuver.
refused-finding-missing = Chaque correspondance possible et chaque règle demande une conclusion.
refused-finding-unasked = Une conclusion porte sur ce que ce cas ne demande pas ; rechargez-le.
refused-compared-too-little = Nommez au moins deux choses que vous avez comparées.
refused-compared-unknown = L’une des choses comparées est inconnue ici.
refused-reason-missing = Donnez un motif dans vos mots.
refused-list-not-shown = Une correspondance possible vient d’une liste qui n’est pas montrée à votre rôle. Dites que vous ne pouvez pas trancher, et renvoyez le cas.
refused-against-missing = Dites pourquoi ce qui parle contre ne change pas votre décision.
refused-changed = Ce cas a changé depuis que vous l’avez vu. Rien n’a été envoyé ; regardez-le de nouveau.
refused-list-changed = Une autre édition est entrée en vigueur, ou celle-ci a été reprise. Rien n’a été changé ; regardez de nouveau.
refused-list-first = Aucune édition ne précède celle-ci.

## Un nom vérifié, ce que coûtent les seuils, ce que l’on sait d’une paire
unscreened-deadline = le temps imparti était écoulé avant son tour ; la vérification suit aussitôt
room-check = Vérifier un nom
room-threshold = Seuil
pair = { $names } : { $words }
pair-spelling = même nom, autre orthographe
pair-form = même nom, autre orthographe ou forme
pair-vowels = mêmes consonnes, autres voyelles
pair-consonants = mêmes consonnes
pair-letters = presque les mêmes lettres
pair-initial = une initiale tient lieu du nom
pair-cut = le nom est coupé
pair-run-together = mêmes noms, écrits en un mot
pair-run-together-otherwise = mêmes noms, écrits en un mot et autrement orthographiés
pair-swapped = même nom, à l’autre place
pair-other = tenu pour le même nom
known-matches = { $n ->
    [one] { $n } correspondance connue
   *[other] { $n } correspondances connues
}
known-match = Connu : pas la même personne
known-found = { $name } a constaté le { $day } que ce voyageur n’est pas la personne inscrite. Plus rien n’est demandé à ce sujet.
known-until = Cela vaut jusqu’au { $day }, pour ce nom, cette date de naissance et ce document, et pour l’inscription telle qu’elle est.
known-over = Cela ne vaut plus : le délai est passé, ou un agent a constaté autre chose depuis.
known-compare = Comparer quand même
check-title = Vérifier un nom
check-why = Une personne comparée aussitôt aux listes en vigueur. Cela ne renvoie personne, et ce que vous saisissez n’est pas conservé.
check-whom = Qui
check-family-name = Nom de famille
check-given-names = Prénoms
check-birth-date = Date de naissance (1974-08-12, 1974-08 ou 1974)
check-sex = Sexe
check-nationality = Nationalité, trois lettres
check-document-number = Numéro de document
check-document-issuer = Délivré par, trois lettres
check-purpose = Pourquoi vérifiez-vous ce nom ?
check-purpose-missing = Dites pourquoi vous vérifiez ce nom
check-wrong-birth-date = Une date de naissance s’écrit 1974-08-12, 1974-08 ou 1974
check-nothing = Donnez un nom ou un numéro de document
check-do = Vérifier
check-shown = { $n ->
    [one] Elle est montrée ci-dessous.
   *[other] Les { $n } meilleures sont montrées ci-dessous.
}
check-found-none = Rien trouvé.
check-nothing-found = { $lists ->
    [one] { $lists } liste a été consultée.
   *[other] { $lists } listes ont été consultées.
}
check-hidden = { $n ->
    [one] { $n } autre est sur une liste que votre rôle ne peut pas voir. Demandez à un superviseur.
   *[other] { $n } autres sont sur des listes que votre rôle ne peut pas voir. Demandez à un superviseur.
}
check-recorded = Votre consultation et son motif ({ $purpose }) sont consignés ; le nom ne l’est pas.
threshold-title = Le seuil et son prix
threshold-why = Une correspondance possible compte à partir d’une note de { $now }. Un seuil plus bas trouve davantage et sollicite plus souvent les agents.
threshold-set = { $now } est maintenant en vigueur.
threshold-set-then = Toutes les personnes qui doivent encore voyager sont vérifiées de nouveau.
threshold-price = Ce qu’aurait coûté chaque seuil
threshold-worked-out = Calculé à
threshold-working = Calcul en cours : { $done } personnes sur { $all }
threshold-other-basis = Les listes, les poids ou le seuil ont changé depuis ce calcul.
threshold-traffic = { $people ->
    [one] { $people } personne
   *[other] { $people } personnes
} sur { $days ->
    [one] { $days } jour
   *[other] { $days } jours
} de trafic, de nouveau comparées aux listes en vigueur. Correspondances avérées parmi elles : { $known }. Non vérifiées : { $unscreened }.
threshold-picture = Les personnes renvoyées diminuent et les correspondances avérées perdues augmentent avec le seuil ; celui en vigueur, { $now }, est marqué. Le tableau ci-dessous donne les chiffres.
threshold-line-people = Personnes par jour ayant une correspondance possible
threshold-line-lost = Correspondances avérées perdues
threshold-line-now = En vigueur : { $now }
threshold-column-at = Seuil
threshold-column-hits = Correspondances possibles par jour
threshold-column-people = Personnes par jour
threshold-column-share = Sur 100 personnes
threshold-column-lost = Correspondances avérées perdues
threshold-column-set = Fixé par
threshold-column-reason = Motif
threshold-in-force = En vigueur
threshold-lost-of = { $lost } sur { $known }
threshold-none-known = aucune n’est avérée
threshold-never = Personne ne l’a encore demandé.
threshold-days = Trafic des derniers
threshold-days-n = { $n } jours
threshold-work-out = Calculer
threshold-set-title = Fixer un autre seuil
threshold-value = Note, entre 0 et 1
threshold-wrong-value = La note est un nombre entre 0 et 1, comme 0,65
threshold-wrong-reason = Dites pourquoi il est fixé
threshold-set-do = Mettre en vigueur
threshold-set-hint = Votre nom, le jour et le motif sont consignés et montrés ici.
threshold-history = Ce qui a été fixé
threshold-of-weights = Personne n’en a fixé : { $now } vient avec les poids de la note.

# Vérifier un message (transporteurs) ----------------------------------------------------------------------------------------

self-check-title = Vérifier un message avant l’envoi
self-check-why = Il est lu par le lecteur qui prend vos vrais envois. Rien ici n’est gardé, vérifié contre les listes ni compté.
self-check-give = Votre message
self-check-key = Votre clé
self-check-key-hint = La clé avec laquelle vous envoyez. Elle n’est pas gardée dans cette page.
self-check-paste = Coller un message
self-check-file = Ou choisir un fichier
self-check-kinds = PAXLST, PNRGOV, CUSRES, messages de bagages, JSON, CSV, un classeur (.xlsx)
self-check-forms = Pas d’EDIFACT ? Remplir un formulaire :
self-check-schema = schéma JSON
self-check-csv = un tableau (CSV)
self-check-xlsx = un classeur (XLSX)
self-check-do = Vérifier
self-check-no-key = Cette clé n’est pas connue ici
self-check-nothing = Collez un message ou choisissez un fichier
self-check-too-long = C’est plus long que ne peut l’être un message
self-check-behind = Le nœud a beaucoup de travail en ce moment ; réessayez dans un instant
self-check-unread = Rien n’a pu y être lu.
self-check-unread-why = Voyez ce qui a été trouvé, corrigez, et vérifiez de nouveau.
self-check-errors = Lu, avec { $errors ->
    [one] 1 erreur
   *[other] { $errors } erreurs
} et { $warnings ->
    [0] aucun avertissement
    [one] 1 avertissement
   *[other] { $warnings } avertissements
}.
self-check-warnings = Lu, avec { $warnings ->
    [one] 1 avertissement
   *[other] { $warnings } avertissements
} et aucune erreur.
self-check-well = Lu, rien à corriger.
self-check-people = { $n ->
    [0] Il ne nomme personne.
    [one] 1 personne a été trouvée.
   *[other] { $n } personnes ont été trouvées.
}
self-check-one-by-one = Une faute d’une personne ne retarde jamais les autres.
self-check-counts = { $errors ->
    [one] { $errors } erreur
   *[other] { $errors } erreurs
}, { $warnings ->
    [one] { $warnings } avertissement
   *[other] { $warnings } avertissements
}, { $notes ->
    [one] { $notes } note
   *[other] { $notes } notes
}
self-check-more = Et { $n } de plus.
self-check-more-people = Et { $n } personnes de plus.
self-check-none = Aucune faute trouvée
self-check-found-people = Les personnes trouvées
self-check-nobody = Il ne nomme personne.
self-check-lacks = à renvoyer
self-check-message = Le message
self-check-not-kept = Lu en { $milliseconds } ms. Rien n’a été gardé.
self-check-column-place-in-message = Place
self-check-column-name = Nom tel que déclaré
self-check-column-born = Naissance
self-check-column-sex = Sexe
self-check-column-nationality = Nationalité
self-check-column-document = Document
self-check-column-expires = Expiration

# Qualité des envois des transporteurs --------------------------------------------------------------------------------------

room-quality = Qualité
quality-title = Qualité des envois des transporteurs
quality-why = Comptes de ce qui est arrivé : fautes, retards, manques. Personne ne peut être trouvé ici.
quality-of = Qualité des envois de { $name }
quality-time = Période montrée
quality-weeks = { $n } semaines
quality-utc = Les semaines commencent le lundi, UTC.
quality-nobody = Aucun transporteur n’est inscrit
quality-picture = Erreurs pour 100 personnes déclarées
quality-picture-says = Erreurs pour 100 personnes, une barre par semaine ; au plus { $most }. Les mêmes nombres se trouvent dans le tableau ci-dessous.
quality-send = Le rapport à envoyer :
quality-faults = Fautes par sorte
quality-none = Aucune faute dans cette période
quality-missing = Ce qui manque
quality-by-week = Semaine par semaine
quality-report-title = Qualité des messages de { $name } ({ $carrier })
quality-report-time = Du { $since } au { $until }.
quality-sum-messages = { $messages ->
    [one] 1 message
   *[other] { $messages } messages
}, dont { $unreadable } illisibles.
quality-sum-people = { $people ->
    [one] 1 personne déclarée
   *[other] { $people } personnes déclarées
}, { $errors } erreurs.
quality-sum-late = { $voyages ->
    [one] 1 voyage
   *[other] { $voyages } voyages
} ; pour { $late }, personne n’était déclaré au moment où tous doivent avoir leur réponse.
quality-times = { $n } fois
quality-share = { $n } sur { $people } personnes
quality-minutes = { $n } min
quality-late-by = de { $median } min au milieu, { $most } au plus
quality-column-carrier = Transporteur
quality-column-week = Semaine du
quality-column-what = Quoi
quality-column-code = Code
quality-column-severity = Poids
quality-column-times = Fois
quality-column-messages = Messages
quality-column-unreadable = Illisibles
quality-column-with-errors = Avec une erreur
quality-column-people = Personnes déclarées
quality-column-errors = Erreurs
quality-column-in-100 = Pour 100 personnes
quality-column-voyages = Voyages
quality-column-late = En retard
quality-column-ahead = Première liste avant le départ
quality-figure-messages = Messages
quality-figure-unreadable = Messages illisibles
quality-figure-people = Personnes déclarées
quality-figure-voyages = Voyages partis
quality-figure-late = Voyages sans personne de déclaré à l’échéance
quality-figure-late-median = Minutes de retard, la moitié de ceux-ci
quality-figure-late-most = Minutes de retard au plus
quality-figure-ahead-median = Minutes de la première liste au départ, la moitié des voyages
quality-figure-without-name = Sans nom
quality-figure-without-birth-date = Sans date de naissance
quality-figure-without-sex = Sans mention du sexe
quality-figure-without-nationality = Sans nationalité
quality-figure-without-document = Sans document de voyage
quality-short-week = Semaine du
quality-short-messages = messages
quality-short-people = personnes
quality-short-errors = erreurs
quality-short-in-100 = pour 100
quality-short-voyages = voyages
quality-short-late = retard

# Règles : leur vie et l'éditeur

room-rules = Règles
rules-title = Règles
rules-why = Ce qui est en vigueur, ce qui se prépare, et toutes les versions passées. Chaque modification est approuvée par une personne qui ne l’a pas écrite.
rules-new = Écrire une nouvelle règle
rules-new-why = C’est un brouillon jusqu’à ce que ses cas réussissent, qu’il ait été essayé sur le trafic enregistré ou à blanc, et qu’une autre personne l’approuve.
rules-throttled = { $n ->
    [one] Une règle est freinée : elle s’est appliquée à plus de personnes que son fichier ne le permet.
   *[other] { $n } règles sont freinées : elles se sont appliquées à plus de personnes que leurs fichiers ne le permettent.
  }
rules-throttled-then = Ses résultats sont conservés et montrés, et ne renvoient personne tant qu’un approbateur ne l’a pas relancée. Les personnes déjà renvoyées le restent.
rules-all = { $n ->
    [one] { $n } règle
   *[other] { $n } règles
  }
rules-lists = { $n ->
    [one] { $n } liste nommée
   *[other] { $n } listes nommées
  }
rules-column-rule = Règle
rules-column-list = Liste
rules-column-state = État
rules-column-kind = Genre
rules-column-then = Conséquence
rules-column-fired = Dernières { $hours } heures
rules-column-next = En préparation
rules-column-version = Version
rules-column-by = Par, quand
rules-column-why = Motif
rules-column-case = Cas
rules-column-result = Résultat
rules-column-gave = Obtenu
rules-column-expected = Attendu
rules-number = version { $n }
rules-fired = s’applique à { $n } sur { $people ->
    [one] { $people } personne
   *[other] { $people } personnes
  }
rules-share = au plus { $share } personnes sur 100
rules-share-of = Part que son fichier permet
rules-measured = Mesuré
rules-measured-shadow = À blanc, elle
rules-kind-match = correspondance possible
rules-kind-document = document
rules-kind-data = données
rules-kind-risk = risque
rules-then-refer = renvoie à un agent, gravité { $severity }
rules-then-incomplete = demande au transporteur
rules-then-note = est notée
rules-state-draft = brouillon
rules-state-checked = vérifiée
rules-state-back-tested = essayée sur le passé
rules-state-shadow = à blanc
rules-state-approved = approuvée
rules-state-in-force = en vigueur
rules-state-throttled = freinée
rules-state-suspended = suspendue
rules-state-repealed = abrogée
rules-state-replaced = remplacée
rules-life = Sa vie
rules-law = Loi
rules-owner = Responsable
rules-written = Écrite par
rules-backtest = Essayer sur le passé
rules-next-step = Étapes possibles
rules-do-checked = Marquer comme vérifiée
rules-do-shadow = Exécuter à blanc
rules-do-approved = Approuver
rules-do-in-force = Mettre en vigueur
rules-do-suspended = Suspendre
rules-do-repealed = Abroger
rules-start = La mettre en vigueur aussitôt
rules-move-why = Motif, conservé et montré avec votre nom
rules-done-written = Une nouvelle version est conservée.
rules-done-checked = Elle est vérifiée.
rules-done-shadow = Elle s’exécute à blanc : elle est comptée et ne change rien.
rules-done-approved = Elle est approuvée.
rules-done-in-force = Elle est en vigueur. Toute personne qui n’a pas encore voyagé est réévaluée.
rules-done-suspended = Elle est suspendue. Toute personne qui n’a pas encore voyagé est réévaluée.
rules-done-repealed = Elle est abrogée. Toute personne qui n’a pas encore voyagé est réévaluée.
rules-edit = Éditeur
rules-name = Nom du fichier, sans .toml
rules-name-hint = Minuscules, chiffres et traits d’union ; une liste nommée commence par lists/
rules-file = Fichier
rules-file-hint = Les noms des faits sont proposés pendant la frappe ; les flèches et Entrée en choisissent un. À chaque pause, le texte est lu et ses cas sont exécutés.
fact-function = fonction
fact-list = liste nommée
fact-list-of = liste de { $of }
fact-type-string = texte
fact-type-int = nombre entier
fact-type-float = nombre
fact-type-bool = oui ou non
fact-type-date = jour
fact-type-duration = durée
fact-type-timestamp = instant
fact-function-date = un jour écrit en toutes lettres : date("2026-05-01")
fact-function-days = un nombre de jours : days(90)
fact-function-double = un nombre à partir d’un nombre entier
fact-function-duration = une durée écrite en toutes lettres : duration("36h")
fact-function-timestamp = un instant écrit en toutes lettres : timestamp("2026-05-01T10:15:00Z")
fact-function-matches = si un texte suit un motif
fact-function-sum = la somme d’une liste de nombres entiers
fact-function-min = le plus petit d’une liste
fact-function-max = le plus grand d’une liste
fact-function-distance = les kilomètres entre deux lieux du voyage
fact-function-has = si un fait a été déclaré
fact-function-size = combien d’éléments contient une liste, ou de lettres un texte
rules-facts = Faits, fonctions et listes qu’une condition peut nommer
rules-try = Lire et exécuter les cas
rules-write = Conserver comme nouvelle version
rules-write-why = Motif de la modification
rules-write-hint = Rien n’entre en vigueur par là. Votre nom, l’heure et le motif sont conservés avec les octets du fichier.
rules-wrong-why = Indiquez le motif
rules-wrong-same = Rien n’a été modifié
rules-wrong-name = Le nom contient d’autres signes que permis, ou une règle porte déjà ce nom
rules-wrong-overtaken = Quelqu’un a écrit une autre version entre-temps ; la vôtre est ci-dessous et n’a pas été conservée
rules-tried = Ce qu’elle dit
rules-tried-wrong = Ceci ne peut pas être lu comme une règle.
rules-tried-place = Ligne { $line }, colonne { $column }
rules-read = En langage courant
rules-read-other = In English
rules-cases = { $n ->
    [one] Son cas : { $passed } réussi
   *[other] Ses { $n } cas : { $passed } réussis
  }
rules-case-passed = réussi
rules-case-failed = échoué
rules-gave-fires = s’applique
rules-gave-not = ne s’applique pas
rules-gave-untold = ne peut pas dire
rules-difference = Différences avec la version { $n }
rules-against = Comparer avec
rules-no-difference = Aucune ligne ne diffère.
rules-versions = Versions
rules-steps = Étapes
rules-no-steps = Rien n’en a encore été fait.
refused-rule-no_such_step = Cette version ne peut pas franchir cette étape à partir de son état.
refused-rule-duty = Cela revient à un approbateur, non à qui tient les règles.
refused-rule-oneself = Vous avez écrit cette version ; une autre personne l’approuve.
refused-rule-no_reason = Indiquez le motif.
refused-rule-cases = Elle ne peut pas être lue, ou ne donne pas ce que disent ses propres cas.
refused-rule-share = Elle s’applique à plus de personnes que son fichier ne le permet. Restreignez-la, ou indiquez une autre part.
refused-rule-written = Quelqu’un a écrit une autre version entre-temps. Rien n’a été conservé ; regardez-la d’abord.
refused-rule-moved = Quelqu’un a fait avancer cette version entre-temps. Rien n’a été modifié ; regardez de nouveau.
alarm-throttled = Une règle est freinée : { $reference }

## Essai rétrospectif d'une règle, sur qui elle tombe, et ce que donnent les règles en vigueur

span = { $low } à { $high }
share-of = { $share } % ({ $span })
chance-tiny = moins de 0,0001
backtest = Essai rétrospectif
backtest-version = { $rule }, version { $number }
backtest-title = Essai rétrospectif de { $rule }, version { $number }
backtest-why = Ce que cette version aurait changé pour des personnes qui ont déjà voyagé. Rien ici ne change quoi que ce soit pour quiconque.
backtest-ask = L'essayer sur le trafic enregistré
backtest-never = Cette version n'a pas encore été essayée sur le trafic enregistré.
backtest-failed = Le calcul n'a pas abouti : { $why }
backtest-failed-no-traffic = Aucun trafic n'est enregistré pour cette période ; on ne peut donc rien dire.
backtest-stopped = { $n ->
    [one] Une règle ne doit pas démarrer : elle toucherait plus de personnes que permis
   *[other] { $n } règles ne doivent pas démarrer : elles toucheraient plus de personnes que permis
 }
backtest-stopped-by-file = <bdi>{ $rule }</bdi> : { $share } % des personnes ; son fichier indique au plus { $limit } %.
backtest-stopped-by-node = <bdi>{ $rule }</bdi> : { $share } % des personnes ; son fichier n'indique aucune part, et alors { $limit } % est le maximum.
backtest-sum = Ce qui aurait été différent
backtest-people = { $people ->
    [one] { $people } personne
   *[other] { $people } personnes
 } sur { $days ->
    [one] { $days } jour
   *[other] { $days } jours
 } ; les deux jeux de règles comme s'ils étaient en vigueur le { $on }.
backtest-before = Renvoyées avant
backtest-after = Renvoyées après
backtest-throttled = Une fois freinées
backtest-throttled-said = { $rules } { $n ->
    [one] touche plus de personnes qu’elle ne le peut, et un nœud la freine : elle s’applique encore, et ne renvoie personne. Sont alors renvoyées { $share }.
   *[other] touchent plus de personnes qu’elles ne le peuvent, et un nœud les freine : elles s’appliquent encore, et ne renvoient personne. Sont alors renvoyées { $share }.
 }
backtest-changed = Changement
backtest-more-fewer = { $more } de plus et { $fewer } de moins.
backtest-change = La part change de { $span } points ; le hasard seul les partagerait aussi inégalement avec une probabilité de { $chance }.
backtest-cost = Agents
backtest-cost-more = { $hours } heures de plus, { $day } par jour.
backtest-cost-less = { $hours } heures de moins, { $day } par jour.
backtest-rate-measured = À { $minutes } minutes par renvoi, la médiane mesurée ici.
backtest-rate-stated = À { $minutes } minutes par renvoi, ce qui est supposé : trop peu ont été clos ici pour le mesurer.
backtest-known = Constats connus
backtest-known-held = Sur { $confirmed } constats confirmés, { $before } étaient retenus avant et { $after } après : { $lost } perdus, { $won } gagnés.
backtest-known-refuted = De ceux que des agents ont écartés, { $before } étaient renvoyés avant et { $after } après.
backtest-known-change = La part retenue change de { $span } points.
backtest-honest = On ne connaît de constats que sur les personnes que quelqu'un a examinées. Des autres on ne sait rien ; nul ne peut donc dire d'ici ce qui a échappé, seule la sélection aléatoire le peut. Les intervalles valent dans 95 cas sur 100.
backtest-rules = Règle par règle
backtest-column-rule = Règle
backtest-column-before = Avant
backtest-column-after = Après
backtest-column-share = Du total, %
backtest-column-alone = Seule
backtest-column-cannot = Indécidable
backtest-column-confirmed = Confirmés
backtest-column-refuted = Écartés
backtest-column-limit = Au plus, %
backtest-column-who = Qui
backtest-column-then = Après le changement
backtest-column-rules = À cause de
backtest-is-new = Nouvelle
backtest-is-changed = Modifiée
backtest-is-gone = Retirée
backtest-is-stopped = Arrêtée
backtest-sample = Un échantillon à examiner
backtest-sample-none = Personne ne serait traité autrement, ou personne à vos lieux.
backtest-person = { $voyage }, { $ordinal }
backtest-now-referred = Renvoyée, et ne l'était pas
backtest-now-not = N'est plus renvoyée
disparity-all = Sur qui tombent tous les renvois
disparity-risk = Sur qui tombent les renvois par des règles de risque
disparity-why = Mesuré après coup, et jamais une donnée pour les règles. Tolérance : au plus { $tolerance } fois aussi souvent que tous les autres, et au moins l'inverse. Les intervalles du tableau valent ensemble dans 95 cas sur 100.
disparity-not-shown = La façon dont les renvois tombent sur des groupes est montrée aux analystes et à l'agent de la protection des renseignements personnels.
disparity-by-nationality = selon la nationalité
disparity-by-age = selon l'âge
disparity-by-sex = selon le sexe
disparity-column-group = Groupe
disparity-column-people = Personnes
disparity-column-before = Avant, %
disparity-column-after = Après, %
disparity-column-times = Fois le reste
disparity-column-span = Intervalle
disparity-column-verdict = Tolérance
disparity-is-within = Dans la tolérance
disparity-is-beyond = Hors tolérance
disparity-is-open = Pas encore décidable
disparity-is-too-few = Trop peu de personnes
group-CAN = Canada
group-USA = États-Unis
group-africa = Afrique
group-americas = Amériques, autres États
group-asia-east = Asie de l'Est et du Sud-Est
group-asia-south = Asie centrale et du Sud
group-asia-west = Asie de l'Ouest
group-europe = Europe
group-oceania = Océanie
group-no-state = Réfugiés, apatrides, organisations
group-not-known = Inconnu
group-F = Féminin
group-M = Masculin
group-X = X
room-effect = Effet
effect-title = Ce que donnent les règles
effect-why = Pour combien de personnes chaque règle en vigueur s'est déclenchée, et ce que des agents ont alors constaté. Des comptes seulement.
effect-of = { $rule }, semaine par semaine
effect-picture = Barres par semaine pour { $rule } : ce qu'il est advenu des personnes touchées, { $most } dans la semaine la plus chargée ; le tableau ci-dessous donne les chiffres.
effect-base = Ce qu'on trouve chez des personnes tirées au sort
effect-base-is = { $n } sur { $of } : { $share }. Une règle qui ne trouve pas plus souvent ne vaut pas mieux qu'un tirage au sort.
effect-base-none = Aucune personne tirée au sort n'a été examinée pendant cette période ; aucune règle ne peut donc être comparée au hasard.
effect-nothing = { $n ->
    [one] Une règle n'a rien trouvé, sur au moins 30 constats :
   *[other] { $n } règles n'ont rien trouvé, sur au moins 30 constats chacune :
 }
effect-silent = { $n ->
    [one] Une règle ne s'est déclenchée pour personne :
   *[other] { $n } règles ne se sont déclenchées pour personne :
 }
effect-rules = Toutes les règles en vigueur
effect-column-rule = Règle
effect-column-hits = Déclenchée pour
effect-column-confirmed = Confirmés
effect-column-refuted = Écartés
effect-column-not-told = Indécis
effect-column-waiting = En attente
effect-column-not-asked = Personne saisie
effect-column-found = Confirmés parmi les constats
effect-column-verdict = Face au hasard
effect-is-nothing = Ne trouve rien
effect-is-worse = Pire que le hasard
effect-is-open = Pas encore décidable
effect-is-better = Mieux que le hasard
effect-is-not-asked = Ne saisit aucun agent
effect-is-no-hit = Aucun déclenchement
effect-by-lot = tire au sort

## Requêtes

room-queries = Requêtes
query-title = Requêtes
query-why = Demander des voyageurs et voyages enregistrés ce que demandent les règles. Chaque question est consignée, avec qui l'a posée et pourquoi.
query-ask = Demander
query-condition = Condition
query-hint = Comme dans une règle : <bdi>{ $example }</bdi>. La loi 4 vaut ici aussi : une question de risque ne peut lire ni nationalité, ni noms, ni sexe.
query-purpose = À quelle fin
query-of = Sur
query-of-travellers = Voyageurs
query-of-voyages = Voyages
query-kind = Question de
query-kind-match = Correspondances
query-kind-document = Documents
query-kind-data = Données
query-kind-risk = Risque
query-days = Trafic des derniers
query-name = Nom, pour la conserver
query-every = Redemander
query-every-n = { $n ->
    [0] À la main seulement
    [1] Toutes les heures
   *[other] Toutes les { $n } heures
 }
query-do = Demander
query-saved = Requêtes conservées
query-saved-none = Aucune n'est conservée.
query-runs = Dernières réponses
query-runs-none = Rien n'a encore été demandé.
query-column-name = Nom
query-column-condition = Condition
query-column-purpose = À quelle fin
query-column-every = De nouveau
query-column-do = Faire
query-column-by = Demandée par
query-column-found = Trouvés
query-next = Prochaine :
query-again = Demander maintenant
query-end = Terminer
query-failed = Cette question ne peut plus être posée.
query-failed-short = ne peut pas être posée
query-failed-mend = Personne n’a été examiné, rien n’est donc dit de personne. Mettez fin à la question enregistrée, puis enregistrez-la de nouveau avec des faits qui existent.
query-working = En cours de réponse
query-found-title = Ce qu'une requête a trouvé
query-recorded = Demandée par <bdi>{ $name }</bdi> pour « { $purpose } », et consignée :
query-counted-travellers = { $n } sur { $of ->
    [one] { $of } voyageur
   *[other] { $of } voyageurs
 }
query-counted-voyages = { $n ->
    [one] { $n } voyage
   *[other] { $n } voyages
 }, sur { $of ->
    [one] { $of } liste examinée
   *[other] { $of } listes examinées
 }
query-new = { $n ->
    [0] Rien de nouveau depuis la dernière fois.
    [one] { $n } nouveau depuis la dernière fois.
   *[other] { $n } nouveaux depuis la dernière fois.
 }
query-untold = Pour { $n } on ne peut le dire, faute d'un fait déclaré.
query-faulty = Pour { $n } la condition est fautive.
query-open-one = Le compte est exact, rien n'est coupé. Les noms s'affichent quand vous ouvrez une personne, et ce regard est consigné.
query-pages = Pages
query-page = Page { $n } sur { $of }
query-before = Retour
query-after = Suite
query-wrong-condition = La condition est fautive : { $why }
query-wrong-purpose = Dites à quoi sert la question
query-wrong-name = Une question répétée a besoin d'un nom
query-wrong-taken = Une autre requête porte ce nom

# Ce qui ne va pas dans une règle ou une question.
mistake-character = signe { $n } : { $why }
mistake-case = cas { $name } : { $why }
mistake-choice-sides = les deux issues d’un choix donnent { $left } et { $right }
mistake-choice-record = un choix donne des valeurs, non un enregistrement { $type } ; demandez un champ de chaque issue
mistake-reserved-list = une règle de genre { $kind } ne peut pas lire la liste { $name } : { $why }
mistake-reserved-fact = une règle de genre { $kind } ne peut pas lire { $fact } : { $why }
mistake-no-fields = { $type } n’a pas de champs
mistake-no-fact = il n’y a pas de fait { $fact } ; il y a { $facts }
mistake-no-fact-case = il n’y a pas de fait { $fact }
mistake-minus = - ne peut pas précéder { $type }
mistake-null = aucun fait n’est jamais null ; has(...) demande s’il a été déclaré
mistake-operator = { $operator } ne peut pas se trouver entre { $left } et { $right }
mistake-list-mixed = la liste contient { $one } et { $other } ; elle ne peut contenir qu’un type
mistake-list-of = une liste ne peut pas contenir { $type }
mistake-through-list = { $macro } parcourt une liste, non { $type }
mistake-macros = plus de { $n } macros l’une dans l’autre
mistake-map = map donne une liste de valeurs, non de { $type }
mistake-no-function-for = il n’y a pas de fonction { $function } pour { $types }
mistake-no-function = il n’y a pas de fonction { $function } ; il y a { $there }
mistake-written-out = { $function } prend un texte écrit en toutes lettres, ou un paramètre
mistake-not-taken = { $function } ne prend pas { $types }
mistake-pattern-written-out = matches prend un motif écrit en toutes lettres, ou un paramètre
mistake-distance = distance prend deux lieux, comme dans distance(voyage.origin, voyage.destination)
mistake-wanted = { $wanted } est attendu ici, non { $type }
mistake-whole-days = une date ne se déplace que de jours entiers
mistake-date = une date s’écrit "2026-05-01"
mistake-duration = une durée s’écrit "36h" ou "1h30m"
mistake-timestamp = un instant s’écrit "2026-05-01T10:15:00Z"
mistake-zone = il n’y a pas de fuseau horaire { $zone }
mistake-pattern-long = un motif a au plus { $n } signes
mistake-pattern = ce n’est pas un motif RE2 : { $what }
mistake-no-least = une liste vide n’a pas de minimum
mistake-no-most = une liste vide n’a pas de maximum
mistake-number-large = le nombre est trop grand
mistake-by-zero = division par zéro
mistake-duration-long = la durée est trop longue
mistake-calendar = plus de jours que n’en a le calendrier
mistake-calendar-2 = la date sort du calendrier
mistake-condition-long = plus longue que { $n } mots ; les listes de valeurs vont dans les paramètres de la version
mistake-no-meaning = { $sign } n’a pas de sens ici
mistake-nested = imbriquée à plus de { $n } niveaux
mistake-operator-belongs = un opérateur ou la fin est attendu ici, non { $found }
mistake-operator-belongs-end = un opérateur ou la fin est attendu ici, mais la condition s’arrête
mistake-value-belongs = une valeur est attendue ici, non { $found }
mistake-value-belongs-end = une valeur est attendue ici, mais la condition s’arrête
mistake-name-belongs = un nom est attendu ici, non { $found }
mistake-name-belongs-end = un nom est attendu ici, mais la condition s’arrête
mistake-sign-belongs = { $sign } est attendu ici, non { $found }
mistake-sign-belongs-end = { $sign } est attendu ici, mais la condition s’arrête
mistake-has = has() prend un champ de quelque chose, comme dans has(document.expires)
mistake-escape-none = la séquence { $escape } n’est pas un caractère
mistake-escape = la séquence { $escape } ne fait pas partie du sous-ensemble
mistake-lacks = il retire { $path }, qui n’est pas donné
mistake-case-list = { $path } est une liste
mistake-case-fields = { $path } a des champs propres
mistake-case-type = { $path } est de type { $type }
mistake-boolean = la condition donne { $type }, non vrai ou faux
mistake-boolean-query = elle donne { $type }, non vrai ou faux
mistake-of-one-person = { $fact } concerne une seule personne ; des voyages, on peut demander { $facts }
mistake-empty = { $key } est vide
mistake-both-languages = { $key } est attendu en anglais et en français
mistake-severity = une règle qui renvoie a une gravité, de 1 (la plus grave) à 3 ; aucune autre n’en a
mistake-share = une part est supérieure à 0 et vaut au plus 1 : 0.02, c’est deux personnes sur cent
mistake-cases = une règle a besoin d’au moins un cas où elle s’applique et d’un cas où elle ne s’applique pas
mistake-carrier = la condition ne lit rien qu’un transporteur puisse fournir ; on ne peut donc pas le lui demander
mistake-version-day = chaque version a un jour (from = 2026-05-01), postérieur à celui de la précédente
mistake-parameter = un paramètre est un texte, un nombre, vrai ou faux, une date, ou une liste de l’un d’eux
mistake-parameters-same = toutes les versions ont les mêmes paramètres, des mêmes types
mistake-version-none = une règle a besoin d’une version qui n’est pas abrogée
mistake-list-fact = une liste porte le nom d’un fait : { $name }
mistake-parameter-unused = la condition n’emploie jamais le paramètre { $name }
mistake-chance = une chance est supérieure à 0 et vaut au plus 1.0, et le transporteur n’a rien à y corriger
mistake-case-form = un cas a un nom, un jour (on) et dit si elle s’applique : true, false ou "cannot tell"
mistake-law-nationality = la nationalité, et ce qui en tient lieu, ne fait jamais partie d’une règle de risque (loi 4)
mistake-law-protected = cela révèle ce qui ne regarde personne, et ne fait jamais partie d’une règle de risque (loi 4)
mistake-law-stands-for = cela dit le statut, l’origine ou l’État émetteur, et ne fait jamais partie d’une règle de risque (loi 4)
mistake-law-faults = les codes de fautes révèlent la nationalité, les noms et les genres de documents, et ne font jamais partie d’une règle de risque (loi 4)
mistake-law-places = les lieux du trajet d’une personne tiennent lieu de son origine, et ne font jamais partie d’une règle de risque (loi 4)
mistake-law-matches = une correspondance possible n’est pesée que par les règles de genre match
mistake-list-name = le nom d’une liste est fait de lettres minuscules, de chiffres et de _
mistake-list-ends = { $member } finit avant de commencer
mistake-list-empty = une liste a une source et des membres
mistake-missing-key = il manque { $key }
mistake-missing-key-at = il manque { $key }, à { $where }
mistake-unknown-key = il n’y a pas de clé { $key }
mistake-unknown-key-at = il n’y a pas de clé { $key }, à { $where }
mistake-expected-type = attendu : { $wanted }, reçu : { $type }, à { $where }
mistake-enum = { $value } n’est pas une valeur admise, à { $where }
mistake-toml-statement = ceci n’est pas du TOML
mistake-toml-value = ceci n’est pas une valeur TOML
mistake-toml-equals = un « = » est attendu après une clé
mistake-toml-newline = une fin de ligne est attendue ici
mistake-toml-character = le signe { $sign } n’est pas admis ici
mistake-toml-array = la liste n’est pas fermée
mistake-toml-table = la table n’est pas fermée
mistake-toml-string = le texte n’est pas fermé
mistake-toml-overwrite = la clé figure deux fois
mistake-toml-escape = un « \ » seul figure dans un texte
mistake-toml-key = la clé { $key } figure deux fois
mistake-toml-declare = la table { $key } figure deux fois

# Recherche parmi toutes les personnes enregistrées

room-search = Rechercher
search-title = Avons-nous déjà rencontré cette personne ?
search-why = Toutes les personnes enregistrées, par un nom dans toute graphie de même son, par un numéro, ou par les deux.
search-whom = Qui
search-name = Nom, dans n’importe quel ordre
search-number = Document, réservation ou étiquette de bagage
search-born = Date de naissance (1974-08-12, 1974-08 ou 1974)
search-purpose = À quelle fin cherchez-vous ?
search-do = Rechercher
search-nothing = Indiquez un nom ou un numéro
search-wrong-born = Une date de naissance s’écrit 1974-08-12, 1974-08 ou 1974
search-purpose-missing = Indiquez à quelle fin vous cherchez
search-too-wide = Tant de personnes y répondent que la recherche a pris trop de temps. Ajoutez un nom, un numéro ou une date de naissance.
search-none = Aucune personne enregistrée n’y répond.
search-found = { $n ->
    [one] Une déclaration y répond.
   *[other] { $n } déclarations y répondent.
}
search-first = { $n ->
    [one] La plus proche est affichée ; plus de mots en trouvent moins.
   *[other] Les { $n } plus proches sont affichées ; plus de mots en trouvent moins.
}
search-elsewhere = { $n ->
    [one] Une autre concerne un voyage à un autre lieu, que vous ne desservez pas.
   *[other] { $n } autres concernent des voyages à d’autres lieux, que vous ne desservez pas.
}
search-recorded = Votre recherche et sa fin ({ $purpose }) sont consignées.
search-best-first = Les plus proches d’abord
search-column-person = Personne
search-column-voyage = Voyage
search-column-told = Dit au transporteur
search-column-why = Pourquoi
search-why-number = Numéro : identique
search-why-number-begins = Numéro : commence ainsi
search-why-number-near = Numéro : un caractère diffère
search-why-name-same = Nom : identique
search-why-name-spelling = Nom : autre graphie
search-why-name-form = Nom : autre forme
search-why-name-vowels = Nom : autres voyelles
search-why-name-letters = Nom : une lettre diffère
search-why-name-initial = Nom : une initiale
search-why-name-cut = Nom : commence ainsi
search-why-name-part = Nom : en partie

# Powers and sites
room-sites = Sites
pw-title = Ce que vous pouvez faire ici, maintenant
pw-here = { $place } ; { $phase }
pw-as = Selon la loi, vous êtes ici : { $actor }. Site : { $site }.
pw-no-actor = La Loi sur le précontrôle ne donne rien, en ce lieu, aux agents du pays de ce nœud.
pw-law = La loi, telle que résumée
pw-group-permitted = Permis
pw-group-grounds = Exige des motifs
pw-group-facts = Il manque quelque chose
pw-group-others = Pas à vous
pw-group-elsewhere = Pas ici, ou pas à ce stade
pw-rights = Le voyageur peut
pw-whose = Cela revient à : { $who }
pw-record = Consigner les motifs
pw-suspect = des motifs raisonnables de <b>soupçonner</b> que { $text }
pw-believe = des motifs raisonnables de <b>croire</b> que { $text }
pw-or = { " " }ou{ " " }
pw-grounds = Exige { $what } ({ $section })
pw-unknown = Non connu : { $what } ({ $section })
pw-not-so = Non rempli : { $what } ({ $section })
pw-bar = Exclu, car { $what } ({ $section })
pw-duty-at-once = Ensuite, sans délai : { $duty }
pw-duty-as-soon-as-feasible = Ensuite, dès que possible : { $duty }
pw-duty-days = Ensuite, dans les { $days } jours : { $duty }
pw-duty-none = Ensuite : { $duty }
pw-unclear = Le texte est ambigu : { $text }
pw-effect-permit = permet
pw-effect-exempt = dispense
pw-effect-require = oblige
pw-effect-forbid = interdit
pw-effect-limit = limite
pw-effect-define = définit
pw-effect-offence = en fait une infraction
law-title = Le droit des sites de précontrôle
law-why = Résumé pour ce poste de travail d’après les textes du { $day } ; sans valeur d’avis juridique. Seuls les textes officiels font foi.
law-instruments = D’après
law-need = Exige : { $what }
law-bar = Exclu si : { $what }
law-duty = Ensuite : { $what }
st-title = Sites
st-why = Qui inspecte où, quel droit s’applique, depuis quand. Ce qui est dit ici est conservé avec ses dates et prime ce qui vient avec le programme.
st-on = Sites le { $day }
st-day = Jour, comme 2026-07-14
st-show = Afficher
st-kinds = Genres de sites
st-none = Aucun site de ce genre ce jour-là.
st-kind-preclearance = Précontrôle
st-kind-preinspection = Préinspection
st-kind-port-of-entry = Point d’entrée
st-kind-all = Tous
st-status-operating = en service
st-status-operating-seasonal = en service en saison
st-status-agreed-in-principle = convenu en principe
st-status-pilot-announced = projet pilote annoncé
st-status-suspended = suspendu
st-status-ended = terminé
st-column-site = Site
st-column-mode = Mode
st-column-kind = Genre
st-column-status = État
st-column-inspects = Inspecte
st-column-host = Droit de
st-column-since = Depuis
st-parties = Inspecte : { $inspecting }. Droit applicable : { $host } ({ $law })
st-no-site = Aucune inspection n’a lieu ici aujourd’hui.
st-minute = Zone ou périmètre à cette minute
st-at = Minute à l’heure du lieu, comme 2026-07-14T10:15
st-whole = Tout le site
st-inside = L’intérieur de { $conveyance } à { $stand }, son couloir et sa navette
st-is-area = zone de précontrôle
st-is-perimeter = périmètre de précontrôle
st-is-outside = ni l’un ni l’autre
st-why-designated = Ce terrain est désigné.
st-why-conveyance = { $conveyance } est stationné en vue du départ.
st-why-perimeter = Le terrain est désigné, et { $conveyance } y est stationné.
st-why-not-open = Aucun précontrôle n’a lieu ici ce jour-là.
st-why-not-designated = Rien n’est désigné ce jour-là.
st-why-no-period = Il n’est pas désigné à cette heure.
st-why-no-conveyance = Aucun moyen de transport n’y est stationné en vue du départ.
st-why-unknown = Aucun terrain de ce nom n’est connu.
st-until = Jusqu’à
st-section = art. { $section }
st-stands = Moyens de transport stationnés en vue du départ
st-stands-why = Tant qu’un moyen de transport est stationné, son intérieur et ce qui y mène sont zone, et le terrain attenant est périmètre.
st-stands-none = Aucun depuis une semaine.
st-stand = Porte, poste à quai ou voie
st-conveyance = Vol, train ou navire
st-say-stands = Il est stationné dès maintenant
st-left = Est parti
st-grounds = Terrains désignés
st-grounds-none = Aucun n’a été saisi : tout le site compte comme une zone tant qu’il est en service.
st-next-to = attenant à { $stand }
st-say-ground = Dire ce qui est désigné
st-ground-code = Nom court, en minuscules
st-ground-kind = Ce que c’est
st-ground-stand = Pour un périmètre : attenant à quelle porte, quel poste ou quelle voie
st-begins = À partir de cette heure, comme 04:00
st-ends = Jusqu’à cette heure, comme 20:30
st-days = Jours de la semaine ; aucun veut dire tous les jours
st-day-0 = lun
st-day-1 = mar
st-day-2 = mer
st-day-3 = jeu
st-day-4 = ven
st-day-5 = sam
st-day-6 = dim
st-always = en tout temps
st-hours = { $days }, de { $begins } à { $ends }
st-history = Historique
st-from = du
st-from-unknown = depuis un jour non publié
st-to = au
st-say-site = Dire ce qu’est le site à partir d’un jour
st-done-state = C’est conservé, et vaut dès le premier jour.
st-done-ground = Ce terrain est conservé.
st-done-stands = Il est stationné.
st-done-left = Il est parti.
st-wrong-inspecting-party = Qui inspecte est un code de trois lettres, comme USA
st-wrong-host-party = Le droit applicable est un code de trois lettres, comme CAN
st-wrong-valid-from = Le premier jour est une date, comme 2026-07-14
st-wrong-valid-to = Le dernier jour est une date, pas avant le premier
st-wrong-law = La loi manque
st-wrong-source = La source manque
st-wrong-kind = Le genre manque
st-wrong-status = L’état manque
st-wrong-name = Le nom manque
st-wrong-code = Le nom court a des minuscules, des chiffres et des traits d’union
st-wrong-stand = Un périmètre indique la porte, le poste ou la voie à côté ; une zone n’en indique pas. Pour un moyen de transport, dire où il est.
st-wrong-begins = Une heure s’écrit comme 04:00
st-wrong-conveyance = Dire de quel vol, train ou navire il s’agit
st-wrong-taken = Un autre moyen de transport y est encore : dire d’abord qu’il est parti
# End: powers and sites

# Ce qui quitte le nœud : rapports et tableaux

report-title = Rapport (PDF)
report-ask = À quelle fin ?
report-purpose = Fin
report-purpose-missing = Indiquez à quelle fin
report-recorded = Votre demande et sa fin sont consignées. La fin figure sur chaque page d’un rapport.
report-take = Établir le rapport
report-by = { $name }, { $day }, { $clock }
report-for = Fin : { $purpose }
report-handling = Renseignements personnels protégés. À détruire une fois la fin atteinte.
report-page-of = page { $n } de { $all }
table-word = Tableau
table-title = Personnes de ce voyage en tableau
table-kind = Forme
table-xlsx = Classeur (XLSX)
table-csv = Tableau simple (CSV)
table-take = Établir le tableau
table-ordinal = No
table-role = Rôle
table-family-name = Nom de famille
table-given-names = Prénoms
table-birth-date = Date de naissance
table-sex = Sexe
table-nationality = Nationalité
table-document = Document
table-seat = Siège
table-answer = Dit au transporteur
table-needs = À examiner

# Notes, pièces jointes et relève

room-hand-over = Relève
notes-title = Notes
notes-person = Voyageur
notes-written = Ce qui a été noté
notes-none = Rien n’a encore été noté.
note-write = Écrire une note
note-words = Note
note-told-to = Pour qui
note-everybody = Toutes les personnes qui traitent ce voyageur
note-files = Fichiers (PDF, PNG, JPEG, texte ; { $n } au plus)
note-stays = Une note ne peut être ni modifiée ni retirée. Le voyageur peut demander à la lire.
note-keep = Conserver la note
note-for = Pour { $name }.
note-seen = Lue.
note-open = { $name } ({ $n } ko)
note-missing = Écrivez ce qu’il faut noter
note-too-long = Une note compte au plus { $n } caractères
note-no-colleague = Ce collègue ne traite pas de voyageurs
note-too-large = { $n } fichiers au plus, ensemble pas plus grands qu’un message
note-empty-file = Un fichier est vide
note-wrong-type = Seuls PDF, PNG, JPEG et texte simple peuvent être joints
hand-over-title = Relève
hand-over-why = Ce que la prochaine équipe doit savoir. En date du
hand-over-told = Des collègues vous disent
hand-over-told-none = Rien que vous n’ayez lu.
hand-over-mine = Vos dossiers ouverts
hand-over-waiting = Refus en attente d’un second agent
hand-over-none = Aucun.
hand-over-last = Dernière note

# La liste propre au nœud

room-lookouts = Signalements
lookouts-title = Signalements
lookouts-why = Les personnes et les documents que ce nœud recherche. Un agent propose, un autre approuve ; chacun a un dernier jour.
lookouts-list = Proposés et inscrits
lookouts-none = Rien n’est recherché.
lookouts-more = Et { $n } autres.
lookout-whom = Qui ou quoi
lookout-state = État
lookout-state-proposed = En attente d’approbation
lookout-state-listed = Inscrit
lookout-state-expired = Échu
lookout-state-ended = Retiré
lookout-reason = Motif
lookout-expires = Dernier jour
lookout-by = Proposé par
lookout-do = Agir
lookout-approved-by = Approuvé par { $name }
lookout-ended-by = Retiré par { $name } : { $why }
lookout-approve = Inscrire
lookout-end = Retirer
lookout-end-why = Pourquoi
lookout-propose = Proposer un signalement
lookout-last-day = Dernier jour
lookout-reason-label = Motif, dans vos propres mots ; le voyageur peut demander à le lire
lookout-reason-missing = Indiquez le motif
lookout-wrong-expires = Le dernier jour est à partir d’aujourd’hui, au plus { $n } jours à l’avance
lookout-wrong-state = Ce n’est pas le code d’un État
lookout-second = Personne n’est contrôlé d’après lui avant qu’un autre agent ne l’inscrive.
refused-lookout-decided = Ce signalement est déjà approuvé ou retiré, ou il est échu
refused-lookout-why = Indiquez pourquoi il est retiré

# Qui partage quoi

links-title = Liens
links-why = Qui a été déclaré avec le même document, ou réservé avec le même téléphone, la même adresse, la même carte ou le même agent.
links-none = Aucune personne enregistrée n’en partage quoi que ce soit.
links-picture = Image
links-picture-says = Au milieu, le voyageur ; autour, { $n ->
    [one] une chose partagée
   *[other] { $n } choses partagées
} ; à l’extérieur, les autres qui la partagent. Les listes ci-dessous disent la même chose.
links-undrawn = { $n ->
    [one] Une autre chose est partagée ; elle figure dans les listes ci-dessous.
   *[other] { $n } autres choses sont partagées ; elles figurent dans les listes ci-dessous.
}
links-says-nothing = Les familles, les collègues et les clients d’une même agence les partagent aussi. Un lien est une question, pas une réponse.
links-count = { $n ->
    [one] une autre déclaration
   *[other] { $n } autres déclarations
}
links-more = Et { $n } autres.
link-document = Document
link-telephone = Téléphone
link-email = Adresse électronique
link-address = Adresse postale
link-card = Carte
link-agency = Agence et son agent

# A person at the site: course, goods, declaration -----
room-encounters = Dans la zone
key-withdraw = retrait du voyageur
enc-title = Parcours
enc-list-title = Qui est dans la zone
enc-list-why = Toute personne entrée et pas encore repartie ; retraits et détentions d’abord.
enc-list-none = Personne n’est dans la zone
enc-list-how = Un parcours s’ouvre sur la page du voyageur, à son entrée.
enc-column-person = Personne
enc-column-state = Où
enc-column-since = Depuis
enc-column-voyage = Voyage
enc-where = { $site }
enc-in-transit = En transit : tous les bagages doivent être vus avant l’autorisation.
enc-gate = Pour le téléphone
enc-notice = Avis au voyageur
enc-whole = Parcours complet
enc-now = Maintenant
enc-since = Depuis
enc-place = Lieu
enc-actor = Par qui
enc-delay = Durée du retrait
enc-delay-why = sans les temps de détention
enc-goods-count = Marchandises et bagages
enc-course = Parcours jusqu’ici
enc-recorded-by = consigné par
enc-times = Temps dans chaque état
enc-next = Ce qui peut suivre
enc-leads-to = ensuite : { $state }
enc-powers = Ce que vous pouvez faire ici, maintenant
enc-powers-none = Rien : cette personne n’est ni dans une zone ni dans un périmètre.
enc-power-ok = permis
enc-power-need = exige des motifs ou des faits
enc-power-no = non accordé
enc-power-why-need = ce qui manque
enc-power-why-no = pourquoi
enc-by-policy = selon la limite de ce bureau ; la loi ne fixe aucun chiffre
enc-not-given = La loi ne l’accorde pas maintenant ; rien n’a été consigné.
enc-nothing-recorded = Rien n’a été consigné.
enc-acted = Consigné :
enc-act-title = Consigner l’exercice d’un pouvoir
enc-act-what = Ce qui a été fait
enc-act-grounds = Motifs
enc-act-facts = Ce qui est vrai maintenant
enc-act-record = Consigner
enc-suspects = J’ai des motifs raisonnables de <b>soupçonner</b> :
enc-believes = J’ai des motifs raisonnables de <b>croire</b> :
enc-restricted-us-in-canada = Dossier régi par l’art. 33
enc-restricted-canada-in-us = Dossier régi par l’art. 56
enc-restricted-short = Retrait
enc-open-title = Au site
enc-open-why = Ouvrez le parcours quand cette personne entre dans la zone.
enc-open-how = Ce qui a été présenté
enc-open = Ouvrir le parcours
enc-open-again = Voir le parcours
enc-declare-ahead = Consigner une déclaration faite d’avance
enc-clock-withdrawal = Le retrait ne peut être retardé sans raison valable
enc-clock-deliver = Remettre au pays hôte dès que possible
enc-clock-deliver-for-search = Remettre à un agent des services frontaliers dès que possible
enc-clock-request-officer = Demander immédiatement un agent des services frontaliers, motifs à l’appui
enc-complaints = Plaintes et recours
enc-complaints-none = Aucun jusqu’ici.
enc-complain = Consigner une plainte
enc-complaint-kind = De quoi il s’agit
enc-complaint-complaint = Plainte
enc-complaint-redress = Recours : une correspondance ou un dossier erroné
enc-complaint-consultative-group = Lettre au Groupe consultatif sur le précontrôle (art. 26.1)
enc-complaint-event = Article de l’événement, pour une telle lettre
enc-complaint-words = Dans les mots du voyageur
enc-done-step = Consigné.
enc-done-withdraw = Le retrait est consigné. Seuls les pouvoirs qui vous restent sont affichés.
enc-done-complaint = La plainte est consignée.
enc-done-tie = C’est rattaché à cette personne.
enc-done-goods = La garde a changé, et c’est consigné.
enc-done-declared = La déclaration est consignée.
gate-title = À la porte
gate-actions = Actions
gate-withdraw = Retrait
gate-next = Ce qui peut suivre
wd-title = Le voyageur se retire
wd-button = Retrait du voyageur
wd-nothing-yet = L’ouverture de cette page n’a rien consigné.
wd-then = Ce qui suit lorsque vous le consignez
wd-then-powers-us-in-canada = Seuls les articles 13 à 15, 31 et 32 demeurent : qui est le voyageur, et pourquoi il se retire.
wd-then-powers-canada-in-us = Seul demeure ce que le droit des États-Unis autorise (art. 56).
wd-then-biometrics = Aucun renseignement biométrique ne peut plus être consigné, quels que soient les soupçons.
wd-then-record-us-in-canada = Le dossier est marqué selon l’art. 33 : pour la sécurité et le contrôle frontaliers seulement, ou comme le droit l’autorise autrement.
wd-then-record-canada-in-us = Le dossier est marqué selon l’art. 56.
wd-then-goods = Rien ne peut plus être saisi ; un bagage enregistré est débarqué et rendu.
wd-then-clock = Le délai raisonnable commence à courir.
wd-then-leave = Le voyageur peut partir après avoir dit qui il est et pourquoi il se retire.
wd-no-reason = Ni vous ni le voyageur n’avez à donner de motif ici.
wd-record = Consigner le retrait
wd-back = Revenir sans consigner
wd-already = Ce retrait est déjà consigné.
wd-detained = Cette personne est détenue : nul ne se retire pendant une détention (art. 29 ; partie 2 : art. 54).
wd-not-now = Cette personne n’est plus dans une zone ni dans un périmètre.
notice-title = Vos droits ici
notice-print = Imprimer
notice-back = Retour
notice-who-us-in-canada = Vous êtes ici : { $site }. Des contrôleurs des États-Unis vous contrôlent ici, avant votre départ du Canada. Le droit canadien s’applique, y compris la Charte canadienne des droits et libertés.
notice-who-canada-in-us = Vous êtes ici : { $site }. Des agents du Canada vous contrôlent ici, avant votre départ des États-Unis. Le droit des États-Unis s’applique.
notice-leave = Vous pouvez changer d’avis
notice-leave-1 = Vous pouvez partir à tout moment sans voyager, sauf si vous êtes détenu.
notice-leave-2 = Dites à un agent que vous voulez partir. On vous demandera qui vous êtes et pourquoi.
notice-leave-3 = Vous devez répondre la vérité. On ne doit pas vous faire attendre sans raison valable.
notice-search = Si l’on vous fouille
notice-search-1 = Avant une fouille sur vous pour des marchandises cachées, vous pouvez demander à être conduit devant un agent principal.
notice-search-2 = La personne qui vous fouille doit être du même sexe que vous.
notice-search-3 = On ne prélève jamais rien sur votre corps pour savoir qui vous êtes.
notice-withdrew = Vous avez dit vouloir partir
notice-withdrew-1 = On vous demandera qui vous êtes et pourquoi vous partez. Vous devez répondre la vérité.
notice-withdrew-2 = On ne prend ni empreintes ni mesures de votre visage.
notice-withdrew-3 = Une photo n’est prise que si vous ne présentez aucune pièce avec photo permettant de vous reconnaître.
notice-withdrew-4 = On ne doit pas vous faire attendre sans raison valable.
notice-detained = Vous êtes détenu
notice-detained-1 = Vous avez le droit de savoir pourquoi, immédiatement.
notice-detained-2 = Vous avez le droit de parler à un avocat sans délai.
notice-goods = Vos bagages et marchandises
notice-wrong = Si quelque chose s’est mal passé
notice-wrong-1-us-in-canada = Dites-le à n’importe quel agent ici. Votre plainte est consignée dans vos propres mots.
notice-wrong-2-us-in-canada = Si vous avez été fouillé à nu, détenu pour une fouille de votre corps, ou retenu après avoir dit vouloir partir, vous pouvez écrire aux fonctionnaires canadiens du Groupe consultatif sur le précontrôle.
notice-wrong-3-us-in-canada = Si l’on vous a pris pour quelqu’un d’autre, demandez un recours : votre dossier est réexaminé.
notice-wrong-1-canada-in-us = Dites-le à n’importe quel agent ici. Votre plainte est consignée dans vos propres mots.
notice-wrong-2-canada-in-us = Vous pouvez écrire à l’Agence des services frontaliers du Canada.
notice-wrong-3-canada-in-us = Si l’on vous a pris pour quelqu’un d’autre, demandez un recours : votre dossier est réexaminé.
notice-number = Quand vous écrivez, donnez ce numéro : { $number }.
notice-given = Remis le
goods-title = Marchandises et bagages
goods-none = Rien n’est rattaché à cette personne.
goods-chain = Chaîne de garde, { $n } { $n ->
    [one] étape
   *[other] étapes
 }
goods-notice = Avis écrit ({ $n } remis)
goods-notice-first = avis écrit d’abord
goods-tie = Rattacher un bagage ou des marchandises à cette personne
goods-kind = Genre
goods-type = Selon quelle loi
goods-tag = Étiquette, ou un numéro à nous
goods-description = Ce que c’est
goods-kind-bag = Bagage enregistré
goods-kind-goods = Marchandises
goods-kind-currency = Espèces
goods-kind-document = Document
goods-kind-conveyance = Moyen de transport
goods-type-other = Autres marchandises
goods-type-food-plant-animal-health = Aliments, végétaux, animaux, santé
goods-type-nuclear-substance = Substance nucléaire
goods-type-dangerous-goods = Marchandises dangereuses
goods-custody-carried = Avec le voyageur
goods-custody-checked = Chez le transporteur, en attente d’une décision
goods-custody-called = À l’inspection secondaire
goods-custody-released = Libéré vers le moyen de transport
goods-custody-offloaded = Débarqué
goods-custody-detained = Retenu pour examen
goods-custody-held-for-host = Retenu pour le pays hôte
goods-custody-seized = Saisi
goods-custody-seized-listed = Saisi, à transférer
goods-custody-handed-over = Remis au pays hôte
goods-custody-returned = Rendu au voyageur
goods-custody-disposed = Éliminé
goods-step-carry = Porté par le voyageur
goods-step-check-in = Enregistré
goods-step-call = Appeler à l’inspection secondaire
goods-step-pass-on = Libérer vers le moyen de transport
goods-step-offload = Débarquer
goods-step-claim = Rendu au voyageur
goods-step-detain = Retenir pour examen
goods-step-detain-in-perimeter = Retenir dans le périmètre
goods-step-detain-dangerous = Retenir ce qui est dangereux
goods-step-detain-evidence = Retenir comme preuve
goods-step-detain-withdrawing = Retenir, après retrait
goods-step-seize = Saisir
goods-step-seize-returned = Saisir ce que le pays hôte a rendu
goods-step-transfer = Transférer au pays hôte
goods-step-transfer-for-disposal = Transférer pour élimination
goods-step-hand-over = Remettre au pays hôte
goods-step-give-back = Rendre
goods-step-dispose = Éliminer
goods-took-carry = Rattaché au voyageur
goods-took-check-in = Enregistré
goods-took-call = Appelé à l’inspection secondaire
goods-took-pass-on = Libéré vers le moyen de transport
goods-took-offload = Débarqué
goods-took-claim = Rendu
goods-took-detain = Retenu pour examen
goods-took-detain-in-perimeter = Retenu dans le périmètre
goods-took-detain-dangerous = Retenu comme dangereux
goods-took-detain-evidence = Retenu comme preuve
goods-took-detain-withdrawing = Retenu après retrait
goods-took-seize = Saisi
goods-took-seize-returned = Saisi après retour du pays hôte
goods-took-transfer = Transféré au pays hôte
goods-took-transfer-for-disposal = Transféré pour élimination
goods-took-hand-over = Remis au pays hôte
goods-took-give-back = Rendu
goods-took-dispose = Éliminé
goods-notice-title = Avis écrit sur vos marchandises
goods-notice-seized = Ces marchandises sont saisies.
goods-notice-transferred = Ces marchandises sont saisies et seront transférées à un agent du pays hôte pour élimination.
goods-notice-reasons = Pourquoi
goods-notice-requirements = Ce qu’exige le droit du pays d’arrivée
goods-notice-remedy = Ce que vous pouvez faire pour ne pas les perdre
goods-notice-give = Remettre cet avis
goods-notice-why = La loi l’exige avant la saisie (Règlement, art. 7(2), 8). Dans la langue de cette page : choisissez celle du voyageur.
decl-title = Déclaration
decl-none = Rien n’a été déclaré.
decl-take = Consigner une déclaration
decl-made-ahead = Faite d’avance
decl-made-primary = Faite à l’inspection primaire
decl-money-note = Tous les montants en { $money }. Les droits sont une estimation ; l’agent décide.
decl-limit = Exemption personnelle
decl-no-limit = aucune au total
decl-dutiable = Passible de droits
decl-estimate = (estimation)
decl-amount = { $amount } { $money }
decl-nothing = Rien n’appelle un agent.
decl-finding-agriculture = Aliments, végétaux, animaux ou ferme : inspection secondaire
decl-finding-weapon = Arme : inspection secondaire
decl-finding-commercial = Marchandises commerciales : inspection secondaire
decl-finding-currency = Espèces à déclarer ; les porter n’est pas une faute
decl-finding-over-exemption = Au-delà de l’exemption
decl-finding-alcohol-over = Plus d’alcool que permis
decl-finding-tobacco-over = Plus de tabac que permis
decl-finding-underage-alcohol = Alcool, sous l’âge permis
decl-finding-underage-tobacco = Tabac, sous l’âge permis
decl-who = Qui voyage
decl-asked = Demandé à tous
decl-goods = Ce qui est apporté
decl-resident-canada = Réside au Canada
decl-resident-us = Réside aux États-Unis
decl-field-age = Âge
decl-field-alcohol-age = Âge à partir duquel l’alcool est permis
decl-field-tobacco-age = Âge à partir duquel le tabac est permis
decl-field-absence-hours = Heures d’absence, d’un résident
decl-field-stay-hours = Heures de séjour, d’un visiteur
decl-field-last-exemption-days = Jours depuis la dernière exemption
decl-field-food-plants-animals = Aliments, végétaux, animaux
decl-field-farm-visit = Est passé par une ferme
decl-field-firearm = Armes
decl-field-commercial = Marchandises commerciales
decl-field-currency-total = Espèces portées
decl-field-value = Valeur
decl-field-quantity = Litres, pièces ou grammes
decl-currency-canada = À déclarer à partir de 10 000.
decl-currency-us = À déclarer au-delà de 10 000.
decl-article-general = Marchandises
decl-article-gift = Cadeaux
decl-article-wine-l = Vin, litres
decl-article-liquor-l = Spiritueux, litres
decl-article-beer-l = Bière, litres
decl-article-cigarettes = Cigarettes, pièces
decl-article-cigars = Cigares, pièces
decl-article-tobacco-g = Tabac, grammes
decl-wrong-missing = manque
decl-wrong-number = n’est pas un nombre lisible
enc-state-entered = Entré
enc-state-primary = Inspection primaire
enc-state-referred = Envoyé à l’inspection secondaire
enc-state-secondary = Inspection secondaire
enc-state-held = Retenu pour une fouille
enc-state-refusal_proposed = Refus proposé
enc-state-reported = Rapport d’interdiction établi
enc-state-inadmissible = Inadmissible
enc-state-cleared = Autorisé
enc-state-boarded = À bord
enc-state-departed = Parti
enc-state-arrived = Arrivé
enc-state-withdrawing = En retrait
enc-state-held_withdrawing = En retrait, retenu sur soupçon
enc-state-withdrawn = Retiré et parti
enc-state-detained = Détenu pour une infraction
enc-state-detained_withdrawing = Détenu pour une infraction, s’était retiré
enc-state-detained_health = Détenu pour la santé publique
enc-state-detained_health_withdrawing = Détenu pour la santé publique, s’était retiré
enc-state-delivered = Remis au pays hôte
enc-state-left = Reparti
enc-step-enter = Entre avec une pièce avec photo
enc-step-enter-exempt = Entre sans photo : moins de 16 ans, canadien, pas par avion
enc-step-enter-unidentified = Entre sans pièce d’identité
enc-step-begin-primary = Commencer l’inspection primaire
enc-step-refer = Envoyer à l’inspection secondaire
enc-step-begin-secondary = Commencer l’inspection secondaire
enc-step-clear = Autoriser
enc-step-propose-refusal = Proposer un refus
enc-step-report-inadmissible = Établir un rapport d’interdiction
enc-step-confirm-refusal = Confirmer le refus
enc-step-refuse-entry = Refuser l’entrée par cette zone
enc-step-reject-refusal = Rejeter le refus
enc-step-leave-refused = Repart après le refus
enc-step-direct-to-leave = Ordonner de quitter la zone
enc-step-remove = Expulsé par la police à votre demande
enc-step-leave = Repart sans voyager
enc-step-hold-for-strip-search = Retenir pour une fouille à nu
enc-step-hold-for-monitoring = Retenir pour une selle sous surveillance
enc-step-hold-for-search = Retenir pour une fouille
enc-step-end-hold = Mettre fin à la retenue
enc-step-hold-withdrawing = Retenir sur soupçon d’une infraction
enc-step-detain-for-offence = Détenir pour une infraction
enc-step-detain-for-public-health = Détenir pour la santé publique
enc-step-detain = Détenir selon le droit de l’hôte
enc-step-release = Libérer
enc-step-deliver = Remettre au pays hôte
enc-step-deliver-for-medical-transfer = Remettre pour transfert à un établissement médical
enc-step-board = Embarque
enc-step-depart = Part
enc-step-arrive = Arrive, sans autre inspection
enc-step-arrive-to-inspection = Arrive, et est inspecté de nouveau
enc-took-enter = Entré avec une pièce avec photo
enc-took-enter-exempt = Entré sans photo
enc-took-enter-unidentified = Entré sans pièce d’identité
enc-took-begin-primary = Inspection primaire commencée
enc-took-refer = Envoyé à l’inspection secondaire
enc-took-begin-secondary = Inspection secondaire commencée
enc-took-clear = Autorisé
enc-took-propose-refusal = Refus proposé
enc-took-report-inadmissible = Interdiction rapportée
enc-took-confirm-refusal = Refus confirmé par un deuxième agent
enc-took-refuse-entry = Entrée par cette zone refusée par un deuxième agent
enc-took-reject-refusal = Refus rejeté par un deuxième agent
enc-took-leave-refused = Reparti après le refus
enc-took-direct-to-leave = Sommé de partir
enc-took-remove = Expulsé par la police
enc-took-withdraw = S’est retiré
enc-took-leave = Reparti sans voyager
enc-took-hold-for-strip-search = Retenu pour une fouille à nu
enc-took-hold-for-monitoring = Retenu pour une selle sous surveillance
enc-took-hold-for-search = Retenu pour une fouille
enc-took-end-hold = Retenue terminée
enc-took-hold-withdrawing = Retenu sur soupçon d’une infraction
enc-took-detain-for-offence = Détenu pour une infraction
enc-took-detain-for-public-health = Détenu pour la santé publique
enc-took-detain = Détenu selon le droit de l’hôte
enc-took-release = Libéré
enc-took-deliver = Remis au pays hôte
enc-took-deliver-for-medical-transfer = Remis pour transfert à un établissement médical
enc-took-board = Embarqué
enc-took-depart = Parti
enc-took-arrive = Arrivé
enc-took-arrive-to-inspection = Arrivé et inspecté de nouveau
enc-need-identification = Pièce d’identité
enc-need-age-under-16 = Moins de 16 ans
enc-need-citizen = Citoyenneté
enc-need-identity-verified = L’identité est vérifiée
enc-need-bags-seen = Tous les bagages ont été vus
enc-need-reason = Raison, dans vos mots
enc-need-note = Note
enc-need-ground = Motif
enc-need-report = Le rapport est
enc-need-delegated = J’ai l’autorisation écrite du ministre
enc-need-po-request = Vous l’avez demandé
enc-need-public-peace = Pour la paix publique
enc-need-refused-direction-20-1-e = A refusé l’ordre de partir
enc-need-identity-answered = A dit qui il est
enc-need-reason-answered = A dit pourquoi il se retire
enc-need-directions-followed = A suivi les autres directives
enc-need-necessary = Je soupçonne que la fouille est nécessaire
enc-need-would-find = Je soupçonne qu’elle permettrait de trouver les marchandises
enc-need-us-law-confers = Le droit des États-Unis l’accorde
enc-need-us-law-allows = Conforme au droit des États-Unis
enc-need-delivered-to = À qui
enc-need-to-be-loaded = À charger sur le moyen de transport en attente
enc-need-suspected-canadian-evidence = Preuve soupçonnée d’une infraction au droit canadien
enc-need-minister-notice = Le ministre a donné avis pour ce type de marchandises
enc-need-returned-by-canadian-officer = L’agent canadien les a rendues
enc-need-returned-to = Rendu à
enc-value-photo = avec photo
enc-value-without-photo = sans photo
enc-value-none = aucune
enc-value-yes = oui
enc-value-no = non
enc-value-prescribed = prévu pour cette catégorie de personne
enc-value-well-founded = bien fondé
enc-value-traveller = le voyageur
enc-value-representative = une personne que le voyageur a désignée
enc-value-suspected-canadian-evidence = preuve soupçonnée d’une infraction au droit canadien
enc-value-minister-notice = le ministre a donné avis pour ce type de marchandises
enc-actor-carrier = transporteur
enc-actor-us-police-officer = policier des États-Unis
enc-actor-quarantine-officer = agent de quarantaine
enc-actor-peace-officer = agent de la paix
enc-actor-enforcer-of-the-act = agent d’application de la loi visée
refused-enc-ended = Ce parcours est terminé ; rien de plus ne peut y être consigné.
refused-enc-step = Aucune loi n’accorde cette étape d’où se trouve la personne.
refused-enc-actor = La loi accorde cette étape à quelqu’un d’autre.
refused-enc-place = La loi n’accorde pas cette étape en ce lieu.
refused-enc-mode = La loi n’accorde pas cette étape pour ce mode de transport.
refused-enc-time = Cela précède ce qui est déjà consigné, ou n’est pas encore arrivé.
refused-enc-given = Il manque quelque chose que la loi exige.
refused-enc-extra = Quelque chose a été donné que cette étape n’admet pas.
refused-enc-overtaken = Quelqu’un a consigné une autre étape entre-temps ; voyez où en est la personne.
refused-enc-second = Un autre agent que le précédent doit le faire.
refused-enc-senior = Un agent de l’inspection secondaire ou un superviseur le fait.
refused-enc-no-site = Aucun précontrôle ne se fait en ce lieu selon une loi connue ici.
refused-complaint = Dites ce que c’est, dans les mots du voyageur ; une lettre au Groupe exige l’article de l’événement.
refused-goods = Il faut une étiquette et une description.
refused-goods-out = Ces marchandises ne sont plus ici ; rien de plus ne peut être consigné.
refused-goods-step = Aucune loi n’accorde cette étape pour ces marchandises.
refused-goods-state = La loi n’accorde pas cette étape là où en est le voyageur.
refused-goods-actor = La loi accorde cette étape à quelqu’un d’autre.
refused-goods-place = La loi n’accorde pas cette étape en ce lieu.
refused-goods-time = Cela précède ce qui est déjà consigné, ou n’est pas encore arrivé.
refused-goods-given = Il manque quelque chose que la loi exige.
refused-goods-extra = Quelque chose a été donné que cette étape n’admet pas.
refused-goods-notice = Le voyageur doit d’abord recevoir l’avis écrit.
refused-decl-no-amounts = Aucun montant n’est connu pour ce jour.
refused-decl-too-late = Personne ne déclare plus rien ici.
# End: a person at the site

# Voyages attendus et point d’entrée
room-schedule = Horaires
room-port = Au contrôle
schedule-title = Horaires
schedule-why = Les voyages réguliers qui passent la frontière, selon leurs transporteurs. Un départ prévu dont rien n’est reçu à temps est une alarme.
schedule-said = { $n ->
    [one] Une ligne est enregistrée. Elle vaut dès maintenant.
   *[other] { $n } lignes sont enregistrées. Elles valent dès maintenant.
 }
schedule-aside = { $n ->
    [one] Un voyage ne passe pas notre frontière et a été mis de côté.
   *[other] { $n } voyages ne passent pas notre frontière et ont été mis de côté.
 }
schedule-aside-one = Ce voyage ne passe pas notre frontière
schedule-faults = { $n ->
    [one] Une ligne ne convient pas
   *[other] { $n } lignes ne conviennent pas
 }
schedule-good = { $n ->
    [0] Rien n’a été enregistré.
    [one] Rien n’a été enregistré. Une ligne est sans erreur : corrigez le fichier, ou envoyez-le de nouveau en ne prenant que ce qui convient.
   *[other] Rien n’a été enregistré. { $n } lignes sont sans erreur : corrigez le fichier, ou envoyez-le de nouveau en ne prenant que ce qui convient.
 }
schedule-more-faults = { $n } de plus
schedule-coming = Premières listes dues dans les 24 heures, sans aucune nouvelle
schedule-coming-none = On a reçu quelque chose de chaque voyage dont la première liste est due dans les 24 heures, ou aucun n’est à l’horaire.
schedule-list-due = Première liste due
schedule-more = { $n } de plus
schedule-rows = Ce qui est dit, le plus récent d’abord
schedule-none = Rien n’est dit d’aucun voyage régulier.
schedule-none-why = Sans horaire, personne ne remarque le silence d’un transporteur.
schedule-days = Jours
schedule-source = Qui le dit
schedule-arrives = arrivée { $clock }
schedule-not-run = N’a pas lieu
schedule-take-back = Retirer
schedule-say = Dire un voyage ou une exception
schedule-say-do = Enregistrer
schedule-later = Ce qui est dit plus tard l’emporte, pour ses jours, sur ce qui précède. Pour une exception, donnez le même voyage et un seul jour, premier et dernier.
schedule-field-carrier = Code du transporteur
schedule-field-designator = Voyage
schedule-field-departure = De (code)
schedule-field-arrival = À (code)
schedule-field-days = Jours de la semaine
schedule-field-departs = Départ, heure locale
schedule-field-arrives = Arrivée, heure locale
schedule-field-valid-from = Premier jour
schedule-field-valid-to = Dernier jour
schedule-field-source = Qui le dit, et où
schedule-hint-days = De 1 pour lundi à 7 pour dimanche, par exemple 12345
schedule-hint-departs = Sous la forme 09:05. Vide : le voyage n’a pas lieu ces jours-là.
schedule-file = Importer un fichier
schedule-file-label = Horaire
schedule-file-kinds = Un tableau (CSV), du TOML, ou la forme des compagnies aériennes (SSIM de l’IATA, chapitre 7) ; huit mégaoctets au plus.
schedule-replace = Retirer tout ce qui a été dit auparavant des transporteurs qui y figurent
schedule-take-good = Prendre ce qui est sans erreur et laisser les autres lignes de côté
schedule-file-do = Importer
schedule-no-file = Choisissez un fichier
schedule-one-day = Ce jour seulement
schedule-daily = Tous les jours
awaited-due = liste due à { $clock }
awaited-late = Aucune nouvelle, le délai est passé
awaited-not-yet = Attendu, aucune nouvelle encore
need-no-list = Pas de liste à temps
need-no-crew = Pas de liste d’équipage à temps
need-no-booking = Pas de réservations à temps
alarm-no_list = Aucune première liste reçue à temps
alarm-no_crew = Aucune liste d’équipage reçue à temps
alarm-no_booking = Aucune réservation reçue à temps
alarm-unwatched = Aucun nœud n’était en service depuis { $clock }, et rien de ce qui a été envoyé entre-temps n’a pu arriver
port-title = Qui surveiller au passage
port-at = Qui surveiller au passage : { $name }
port-why = Qui se présente à ces postes et ne doit pas passer inaperçu. Ce qui a été trouvé figure à la page de la personne.
port-place = Lieu
port-hours = Heures à venir
port-nowhere = Aucun voyage ne passe par vos lieux pendant ces heures.
port-nobody = Personne à surveiller dans les { $hours } prochaines heures.
port-as-of = En date de
port-column-when = Temps restant
port-column-whom = Personne
port-column-voyage = Voyage
port-column-why = Motif
port-column-where = Où
port-leaves = départ
port-arrives = arrivée
port-gone = il y a { $time }
port-seat = Siège { $seat }
port-to = vers { $place }
port-from = de { $place }
port-since = depuis { $time }
port-more = { $n ->
    [one] Une de plus
   *[other] { $n } de plus
 }
port-why-lookout = Signalement
port-why-match = Correspondance possible
port-why-document = Document
port-why-rule = Par règle
port-why-not-screened = Non vérifié
port-why-manual = À la demande d’un agent
port-why-external = À la demande d’un autre service
port-why-told-not-to-board = Embarquement refusé
port-why-course = En cours d’inspection
port-state-expected = Attendu
port-state-missed = Manqué
port-state-did-not-board = N’a pas embarqué
# Fin : voyages attendus et point d’entrée
## Soulevé par un agent ou par un autre système
hits-title = Questions soulevées
hits-none = Rien n’a été soulevé sur cette personne par un agent ou par un autre système.
raised-title = Question soulevée { $n }
raised-by-hand = soulevée par { $name }
raised-by-system = transmise par { $name }
raised-source = Source : { $source } ; référence { $reference }
raised-entry = Renvoie à l’inscription
raised-said = Dit le
raised-until = valable jusqu’au
hit-waits = En attente d’un constat
hit-over = Retirée
hit-raise = Soulever une question
hit-what-follows = La personne est renvoyée aussitôt, et le transporteur est prié de joindre le bureau de service s’il avait pour réponse d’embarquer. Seule une décision répond à la question : elle survit aux nouvelles listes du transporteur.
hit-kind = De quoi il s’agit
hit-kind-identity = Identité
hit-kind-document = Document de voyage
hit-kind-itinerary = Itinéraire ou réservation
hit-kind-goods = Marchandises ou espèces
hit-kind-security = Sécurité
hit-kind-other = Autre chose
hit-severity = Gravité
hit-severity-1 = Grave
hit-severity-2 = Moyenne
hit-severity-3 = Légère
hit-entry = Inscription d’une liste ou signalement, si elle renvoie à l’un d’eux
hit-reason = Pourquoi, dans vos propres mots ; le voyageur peut demander à le lire
hit-wrong-kind = Indiquez de quoi il s’agit
hit-wrong-severity = Indiquez la gravité
hit-wrong-reason = Indiquez le motif
hit-wrong-entry = Aucune liste en vigueur qui vous est montrée n’a cette inscription ; écrivez-la comme ofac:36
refused-hit-withdrawn = Le transporteur a retiré cette personne. Rien n’a été soulevé.
need-manual = { $n ->
    [one] { $n } soulevée par un agent
   *[other] { $n } soulevées par un agent
}
need-external = { $n ->
    [one] { $n } transmise par un autre système
   *[other] { $n } transmises par d’autres systèmes
}
why-manual = Soulevée par un agent
why-external = Transmise par un autre système

## Autres systèmes
room-systems = Autres systèmes
systems-title = Autres systèmes
systems-why = Qui peut signaler des personnes à ce nœud, par une clé qui lui est propre. Aucun voyageur ne figure sur cette page.
systems-all = Tous les systèmes
systems-none = Aucun système ne peut encore signaler de personnes.
system-column-system = Système
system-column-hits = Transmises
system-column-standing = En cours
system-column-not-found = Pas encore trouvées
system-column-last = Dernière transmission
system-column-keys = Clés
system-closed = fermé
system-keys = Clés de { $name }
system-close = Fermer ce système
system-close-what = Ses clés prennent fin aussitôt et plus rien n’en est reçu. Ce qu’il a transmis demeure.
system-terms = Ce que { $name } peut transmettre
system-add = Ajouter un système
system-agree = Conserver
system-agreed = Conservé.
system-id = Signe : minuscules, chiffres et traits d’union
system-name = Nom
system-severest = La plus grande gravité permise
system-pace = Requêtes par minute
system-kinds = Ce qu’il peut signaler
system-wrong-taken = Un système porte déjà ce signe, ou il est fermé
system-wrong-id = Le signe commence par une minuscule et compte de 2 à 32 minuscules, chiffres et traits d’union
system-wrong-name = Indiquez un nom
system-wrong-kinds = Cochez au moins une chose qu’il peut signaler
system-wrong-pace = Les requêtes par minute sont un nombre de 1 à { $n }

## Ce que donnent les listes
findings-of-lists = Ce que donnent ses inscriptions
findings-of-list = Ce que donne { $title }
findings-of-lists-why = Pour combien de personnes chaque inscription a été une correspondance possible, ce que des agents ont constaté, et ce qu’a donné l’inspection au site. Des comptes seulement.
findings-of-entry = Inscription { $ref }, semaine par semaine
findings-picture = Barres par semaine pour l’inscription { $ref } : ce qu’il est advenu des personnes touchées, { $most } dans la semaine la plus chargée ; la liste ci-dessous donne les chiffres.
findings-by-edition = Selon l’édition qui a touché
findings-column-edition = Édition
findings-column-entry = Inscription
findings-entries = Inscriptions qui ont touché quelqu’un
findings-entries-none = Aucune inscription n’a touché personne pendant cette période.
findings-only-false = Seulement de fausses correspondances
findings-false = { $n ->
    [one] { $n } inscription n’a donné que de fausses correspondances.
   *[other] { $n } inscriptions n’ont donné que de fausses correspondances.
}
findings-false-then = Regardez ce qu’elles disent : sans date de naissance ni numéro de document, toute personne de ce nom devient une correspondance possible.
effect-column-site-found = Refusés ou saisis au site
effect-column-site-nothing = Rien en secondaire
effect-column-version = Version
effect-by-version = Selon la version qui s’est déclenchée
effect-version-unknown = non conservée
effect-site-hint = Au site : refusés, remis à la police, ou marchandises saisies ; ou laissés aller après l’inspection secondaire.

# Conservation : durée des données, gels, ordres de démasquage, chiffres de l'année
room-retention = Conservation
rt-parts = Parties de la conservation
rt-title = Conservation
rt-why = Durée de conservation de chaque type de données en { $party }, la loi qui la fixe, et ce qui arrive à échéance. Le nœud s'en charge seul, par petites étapes.
rt-failed = Un voyage n'a pu être masqué ou effacé ; il est reporté d'un jour :
rt-due = Échéances
rt-due-now = { $n ->
    [0] Aucun voyage n'est à échéance ; { $unseen } n'ont pas encore été examinés.
    [one] { $n } voyage est à échéance ; { $unseen } n'ont pas encore été examinés.
   *[other] { $n } voyages sont à échéance ; { $unseen } n'ont pas encore été examinés.
}
rt-coming = { $day } : { $n ->
    [one] { $n } voyage
   *[other] { $n } voyages
}
rt-coming-none = Rien n'arrive à échéance dans le mois qui vient.
rt-kinds = Types de données
rt-column-kind = Type
rt-column-masked = Masqué après
rt-column-deleted = Effacé après
rt-column-records = Au dossier
rt-column-oldest = Depuis
rt-column-done = À jour à
rt-masked = { $n ->
    [one] { $n } masqué
   *[other] { $n } masqués
}
rt-doubt = Incertain : { $text }
rt-length-years = { $n ->
    [one] { $n } an
   *[other] { $n } ans
}
rt-length-months = { $n } mois
rt-length-days = { $n ->
    [one] { $n } jour
   *[other] { $n } jours
}
rt-length-hours = { $n ->
    [one] { $n } heure
   *[other] { $n } heures
}
rt-starts-arrival = à compter de l'arrivée
rt-starts-departure = à compter du départ
rt-starts-receipt = à compter de la réception
rt-starts-last-act = à compter du dernier acte
rt-starts-end = à compter de la fin
rt-starts-replaced = à compter du remplacement
rt-starts-asked = à compter de la question
rt-starts-closed = à compter de la fermeture
rt-starts-written = à compter de l'événement
rt-kind-baggage = Messages de bagages
rt-kind-message = Autres messages
rt-kind-case = Communications d'autres systèmes
rt-kind-lookout = Signalements
rt-kind-edition = Anciennes éditions de listes
rt-kind-query = Requêtes et leurs résultats
rt-kind-trial = Essais de règles
rt-kind-account = Comptes fermés
rt-kind-partner = Contacts de transporteurs fermés
rt-kind-order = Gels et ordres
rt-kind-event = Contenu du journal d'audit
rt-done = Derniers travaux
rt-done-at = Quand
rt-done-what = Quoi
rt-done-counts = Combien, par table
rt-done-none = Rien n'a encore été masqué ni effacé.
rt-holds = Gels
rt-holds-why = Ce qui est gelé n'est ni masqué ni effacé. Un agent le demande et le gel vaut aussitôt ; un autre le confirme dans les 7 jours, et un agent qui ne l'a pas demandé le lève. Les octets reçus sont gelés avec leur voyage.
rt-holds-list = Gels
rt-holds-none = Rien n'est gelé.
rt-hold-ask = Geler
rt-hold-second = Le gel vaut dès maintenant. Sans confirmation d'un autre agent, il prend fin après 7 jours.
rt-hold-asked = Attend une confirmation
rt-hold-confirmed = Confirmé
rt-hold-ended = Levé
rt-hold-ended-by = Levé par { $name } : { $why }
rt-of-person = Personne, déclaration { $n }
rt-of-case = Dossier, renvoi { $n }
rt-of-voyage = Voyage { $n }
rt-what = Quoi
rt-what-person = Une personne sur un voyage
rt-what-case = Un dossier
rt-what-voyage = Un voyage
rt-number = Numéro de la déclaration, du renvoi ou du voyage
rt-authority = Autorité : qui l'ordonne, sous quel numéro
rt-until = Dernier jour ; vide : jusqu'à ce que quelqu'un le lève
rt-reason = Motif
rt-confirm = Confirmer
rt-confirmed-by = Confirmé par { $name }
rt-end = Lever
rt-end-why = Pourquoi
rt-order-of = Qui ou quoi
rt-order-state = État
rt-order-reason = Motif et autorité
rt-order-until = Jusqu'à
rt-order-by = Demandé par
rt-order-do = Agir
rt-orders = Ordres de démasquage
rt-orders-why = Ce qui a été masqué reste scellé jusqu'à son effacement. Il s'ouvre par un ordre motivé et limité dans le temps, une fois confirmé par un autre agent ; chaque consultation est consignée.
rt-orders-list = Ordres
rt-orders-none = Il n'y a aucun ordre.
rt-order-ask = Demander un ordre
rt-order-second = Rien ne s'ouvre avant la confirmation d'un autre agent.
rt-order-asked = Attend une confirmation
rt-order-in-force = En vigueur
rt-order-over = Terminé
rt-order-end = Terminer ou refuser
rt-hours = Heures, { $n } au plus
rt-open = Ouvrir
rt-opened = Données démasquées
rt-opened-recorded = Votre consultation est consignée. L'ordre prend fin :
rt-opened-none = Plus rien n'est masqué, ou tout a été effacé.
rt-more = Et { $n } de plus.
rt-record-traveller = Déclaration
rt-record-mention = Mention dans une liste
rt-record-booking = Réservation
rt-record-assessment = Questions posées aux règles
rt-record-answer = Réponse
rt-record-manifest = Liste
rt-wrong-kind = Dites de quoi il s'agit
rt-wrong-number = Il n'y a rien sous ce numéro
rt-wrong-reason = Donnez le motif
rt-wrong-authority = Nommez l'autorité
rt-wrong-until = Le dernier jour est à venir
rt-wrong-hours = Les heures sont un nombre jusqu'à { $n }
rt-figures = Chiffres de l'année
rt-figures-of = Chiffres de { $year }
rt-figures-why = Toutes les personnes des voyages de l'année, y compris celles dont les données ont disparu. Les nombres inférieurs à { $n }, et ceux dont on pourrait en déduire un, ne sont pas montrés.
rt-figures-csv = Tableau (CSV)
rt-figures-none = Il n'y a pas de chiffres pour cette année.
rt-years = Années
rt-measure = Mesure
rt-hidden = non montré
rt-everybody = Tous
rt-not-known = Inconnu
rt-by-all = Tous
rt-by-mode = Par mode de transport
rt-by-role = Par rôle
rt-by-sex = Par sexe
rt-by-age = Par âge
rt-by-nationality = Par région de nationalité
rt-measure-travellers = Voyageurs
rt-measure-hits = Avec correspondances possibles
rt-measure-referred = Renvoyés à un agent
rt-measure-matches = Reconnus comme la personne listée
rt-measure-no-matches = Reconnus comme une autre personne
rt-measure-refusals = Embarquement refusé
rt-measure-refusals-overturned = Refus proposés et non confirmés
rt-measure-not-screened = N'ont pu être contrôlés
rt-measure-incomplete = Données incomplètes
rt-measure-messages = Messages reçus
rt-measure-messages-unreadable = Messages illisibles
refused-own-hold = Vous avez demandé ce gel : un autre agent le confirme ou le lève
refused-hold-decided = Ce gel a déjà été confirmé, ou il est levé
refused-hold-past = Le dernier jour d'un gel est à venir
refused-hold-why = Dites pourquoi il est levé
refused-own-order = Vous avez demandé cet ordre : un autre agent le confirme
refused-order-decided = Cet ordre a déjà été confirmé, ou il est terminé
refused-order-not-in-force = Cet ordre n'est pas en vigueur : il n'est pas confirmé, il est terminé, ou ses heures sont écoulées
refused-message-erased = Les octets de ce message ont été effacés à leur échéance
refused-message-masked = Ce message est masqué : il s'ouvre par un ordre de démasquage de son voyage

# Figures, map and cabin
room-figures = Chiffres
board-map = Carte
seats-title = Cabine
seats-why = Lue dans les sièges déclarés. Les rangées où personne n’est connu sont omises, et aucun siège n’est dessiné hors des lettres connues. Ce n’est pas un plan de l’appareil.
seats-none = Aucun siège n’est connu
seats-none-why = Le transporteur n’a déclaré aucun siège, ou aucun qui nomme une rangée et une lettre.
seats-count = { $n ->
    [one] { $n } personne a un siège.
   *[other] { $n } personnes ont un siège.
}
seats-letters = Lettres vues : { $letters } (une barre est une allée, selon l’usage des lettres).
seats-letters-untold = Lettres vues : { $letters } (une barre est une allée, selon l’usage des lettres ; au point d’interrogation, il ne le dit pas).
seats-unseated = { $n ->
    [one] Aucun siège n’a été déclaré pour { $n } personne.
   *[other] Aucun siège n’a été déclaré pour { $n } personnes.
}
seats-shared = { $n ->
    [one] { $n } siège a été déclaré pour plus d’une personne : un enfant sur les genoux, ou une erreur.
   *[other] { $n } sièges ont été déclarés pour plus d’une personne : des enfants sur les genoux, ou des erreurs.
}
seats-picture = Qui est assis où
seats-picture-says = La cabine depuis l’avant. Les sièges des personnes à voir par un agent sont des liens ; le tableau contient tout le monde.
seats-table = Toutes les personnes qui ont un siège, rangée par rangée
seats-look-person = À voir par un agent
seats-look-calm = Rien trouvé
seats-look-shared = Plusieurs personnes, un siège
seats-look-empty = Personne de connu
seats-look-booking = Numéro d’une réservation de plusieurs personnes
seats-booking = Réservation
seats-booking-of = { $n ->
    [one] { $number } : { $n } personne
   *[other] { $number } : { $n } personnes
}
seats-near = À côté dans la rangée
seats-near-beside = { $seat }
seats-near-apart = { $seat } (sièges entre les deux)
seats-near-aisle = { $seat } (de l’autre côté de l’allée)
seats-near-row = { $seat } (même rangée)
seats-row = rangée { $first }
seats-rows = rangées { $first } à { $last }
seats-place = { $seat } : { $why }
seats-other = Sièges qui ne nomment ni rangée ni lettre
seats-other-why = Tels que déclarés : une voiture, une couchette, une cabine de navire, ou une erreur.
map-title = Carte des voyages
map-span = Voyages qui partent de { $since } UTC le { $first } jusqu’à { $until } UTC le { $last }.
map-sum = { $n ->
    [one] { $n } voyage
   *[other] { $n } voyages
} : { $waiting } où des personnes attendent un agent, { $expected } où personne n’a été déclaré.
map-picture = Où ils vont
map-picture-says = { $n ->
    [one] Une liaison est dessinée, marquée selon l’état du voyage qui a le plus besoin de quelqu’un. Le tableau dit la même chose.
   *[other] { $n } liaisons sont dessinées, chacune marquée selon l’état du voyage qui a le plus besoin de quelqu’un. Le tableau dit la même chose.
}
map-view = Partie de la carte
map-view-all = Les deux pays
map-view-west = Pacifique
map-view-east = Grands Lacs et est
map-of-waiting = Des personnes attendent un agent : { $n }
map-of-expected = Attendu, personne de déclaré : { $n }
map-of-declared = Déclaré, personne n’attend : { $n }
map-of-closed = Parti ou clos : { $n }
map-site = Lieu d’inspection avant le départ
map-source = Contours : Natural Earth, 1/50 000 000, simplifiés. Ils ne disent rien du tracé d’une frontière. Une ligne commence ou finit au bord quand un lieu est au-delà.
map-table = Voyages par liaison
map-every-route = Toutes les liaisons
map-none = Aucun voyage ne part dans ce temps.
map-more = { $n ->
    [one] { $n } autre sur cette liaison
   *[other] { $n } autres sur cette liaison
}
map-unplaced = { $n ->
    [one] { $n } autre, sans lieu déclaré : au tableau
   *[other] { $n } autres, sans lieu déclaré : au tableau
}
map-left-out = { $n ->
    [one] { $n } autre liaison n’a pas de place ici.
   *[other] { $n } autres liaisons n’ont pas de place ici.
}
map-state-waiting = { $n ->
    [one] { $n } attend
   *[other] { $n } attendent
}
map-state-expected = Attendu
map-state-declared = Déclaré
map-state-closed = Parti ou clos
figures-title = Chiffres
figures-why = La longueur de la file, la durée des réponses et des décisions, et ce qui est trouvé. Des nombres seulement : personne ne peut être retrouvé ici.
figures-span = Affiché :
figures-days = { $n ->
    [1] 24 heures
   *[other] { $n } jours
}
figures-place = Lieu
figures-every-place = , afficher tous les lieux
figures-queue = La file
figures-queue-says = { $now ->
    [one] { $now } dossier est ouvert maintenant
   *[other] { $now } dossiers sont ouverts maintenant
} ; au plus { $most } dans ce temps.
figures-queue-picture = Dossiers ouverts au fil du temps, au plus { $most }. Les mêmes nombres sont dans le tableau ci-dessous.
figures-open = Dossiers ouverts
figures-before = Le temps d’avant
figures-decisions = Décisions
figures-decisions-says = { $n ->
    [one] { $n } décision. Minutes du renvoi à la décision :
   *[other] { $n } décisions. Minutes du renvoi à la décision :
}
figures-decisions-picture = Minutes du renvoi à la décision, selon le moment de la décision : la moitié, et neuf sur dix. Les mêmes nombres sont dans le tableau ci-dessous.
figures-answers = Messages avec réponse
figures-answers-says = { $n ->
    [one] { $n } message a reçu une réponse. Secondes du message à la réponse :
   *[other] { $n } messages ont reçu une réponse. Secondes du message à la réponse :
}
figures-answers-picture = Secondes du message à la réponse, selon l’arrivée du message : la moitié, et neuf sur dix. Les mêmes nombres sont dans le tableau ci-dessous.
figures-median = La moitié en
figures-ninetieth = Neuf sur dix en
figures-median-before = La moitié en, le temps d’avant
figures-numbers = Les nombres des graphiques
figures-numbers-show = { $n ->
    [one] Afficher { $n } ligne
   *[other] Afficher { $n } lignes
}
figures-nothing = Rien dans ce temps.
figures-step = Depuis
figures-by-place = Par lieu
figures-leaving = Voyages qui partent
figures-times = La moitié en ; neuf sur dix en
figures-pair = { $median } ; { $ninetieth }
figures-seconds = { $n } s
figures-asked = Ce que les règles et les listes ont demandé
figures-asked-says = Questions posées aux agents dans ce temps, par règle ou liste, et leurs dernières conclusions. La part est celle des conclusions qui disent l’un ou l’autre, avec son intervalle de 95 %.
figures-what = Règle ou liste
figures-rule = Règle
figures-list = Liste
figures-list-hidden = Une liste qui n’est pas nommée à votre fonction
figures-asked-of = Posées
figures-few = Moins de { $n } conclusions
figures-too-few = Trop peu pour le dire
figures-outcomes = Ce qui a été décidé
figures-outcome = Décision
figures-states = Temps dans chaque état du parcours
figures-state = État
figures-stays = Séjours terminés
# End: figures, map and cabin
